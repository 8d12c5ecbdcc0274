package io.creatorflow.tiktokshop.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What a path of the API asks of a caller.
 *
 * @param name method and path as they are mapped
 * @param scope the one that it needs; null when its route names none, and so nobody may
 * @param ofAShop whether its route takes the parameter {@code shop}, and is about that shop alone
 */
record Door(String name, @Nullable Scope scope, boolean ofAShop) {

    private static final String SHOP = "shop";

    /**
     * Refuses who may not.
     *
     * @throws OperationRefused with what the key lacks
     */
    void check(ApiKey key, HttpServletRequest call) {
        if (scope == null) {
            throw refused("no-scope", "The route of " + name + " names no scope, so it is closed.", "Report it.");
        } else if (!key.may(scope)) {
            throw refused(
                    "scope-missing",
                    "The key " + key.name() + " lacks the scope " + scope.word() + ".",
                    "Use a key with the scope " + scope.word() + ", or with admin.");
        }
        Map<String, String> inPath = inPath(call);
        if (call.getParameterMap().keySet().stream()
                .anyMatch(name -> inPath.keySet().stream().anyMatch(name::equalsIgnoreCase))) {
            throw OperationRefused.bad("A parameter has the name of a part of the path.", "Give it in the path only.");
        }
        Set<String> shops = key.shops();
        if (shops != null) {
            check(key.name(), shops, named(call, inPath));
        }
    }

    private void check(String key, Set<String> shops, List<String> named) {
        if (!ofAShop) {
            throw refused(
                    "all-shops",
                    name + " is not about one shop, and the key " + key + " is for some shops only.",
                    "Use a key without shops.");
        } else if (named.size() != 1) {
            throw OperationRefused.bad(
                    "The key " + key + " is for some shops only, and the call does not name one shop.",
                    "Give shop, once.");
        } else if (!shops.contains(named.get(0))) {
            throw refused(
                    "other-shop", "The key " + key + " is not for this shop.", "Use a key for it, or without shops.");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> inPath(HttpServletRequest call) {
        Object variables = call.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables == null ? Map.of() : (Map<String, String>) variables;
    }

    /** Names of parameters count in any case, as they do for a route. */
    private static List<String> named(HttpServletRequest call, Map<String, String> inPath) {
        List<String> named = new ArrayList<>();
        if (inPath.containsKey(SHOP)) {
            named.add(inPath.get(SHOP));
        }
        call.getParameterMap().forEach((parameter, values) -> {
            if (parameter.equalsIgnoreCase(SHOP)) {
                named.addAll(List.of(values));
            }
        });
        return named;
    }

    private static OperationRefused refused(String type, String detail, String mend) {
        return OperationRefused.by(Problem.of(type, 403, detail, mend));
    }
}
