package io.creatorflow.tiktokshop.operations;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.model.rest.SecurityDefinition;
import org.apache.camel.model.rest.VerbDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What each path asks, as the file of its route says: {@code security} with the scope, and whether {@code shop} is a parameter. */
@Component
class Doors {

    /** The description of the API, which Camel maps without a file, together with all that is below it. */
    private static final String DESCRIPTION = OperationsGate.FOLDER + "/openapi.json/";

    private final ObjectProvider<CamelContext> camel;

    Doors(ObjectProvider<CamelContext> camel) {
        this.camel = camel;
    }

    /**
     * The door of a mapped path; one that no scope opens when no route says which.
     *
     * @param pattern as it is mapped, with names in braces
     */
    Door of(String method, String pattern) {
        String verb = method.equals("HEAD") ? "GET" : method;
        if (pattern.startsWith(DESCRIPTION)) {
            return new Door(verb + " " + pattern, Scope.READ, false);
        }
        return rests().stream()
                .flatMap(rest -> rest.getVerbs().stream()
                        .filter(known -> known.asVerb().toUpperCase(Locale.ROOT).equals(verb)
                                && (rest.getPath() + known.getPath()).equals(pattern)))
                .findFirst()
                .map(known -> new Door(verb + " " + pattern, scope(known), takesAShop(known)))
                .orElse(new Door(verb + " " + pattern, null, false));
    }

    private List<RestDefinition> rests() {
        return camel.getObject()
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRestDefinitions();
    }

    private static @Nullable Scope scope(VerbDefinition verb) {
        List<SecurityDefinition> security = verb.getSecurity();
        return security.size() == 1
                ? Optional.ofNullable(security.get(0).getScopes())
                        .flatMap(Scope::of)
                        .orElse(null)
                : null;
    }

    private static boolean takesAShop(VerbDefinition verb) {
        return verb.getParams().stream()
                .anyMatch(parameter -> parameter.getName().equals("shop"));
    }
}
