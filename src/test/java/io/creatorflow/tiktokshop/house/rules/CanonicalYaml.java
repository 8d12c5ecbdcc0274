package io.creatorflow.tiktokshop.house.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import io.creatorflow.tiktokshop.house.CanonicalSchema;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Routes are written in the canonical YAML DSL, which survives a save in the visual editor Kaoto. */
public final class CanonicalYaml implements Rule {

    private static final JsonSchema SCHEMA = CanonicalSchema.load();
    private static final Set<String> TOP_LEVEL = Set.of("route", "routeConfiguration", "rest");
    private static final String MEND = "write the canonical form: '- route:', 'expression:', 'uri' and 'parameters'";

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (YamlFile file : project.yamlFiles()) {
            if (file.fault() != null) {
                findings.add(new Finding(file.path(), "no YAML: " + file.fault().replaceAll("\\s+", " "), "see there"));
                continue;
            }
            JsonNode document = file.isKamelet() ? asRoutes(file) : file.tree();
            SCHEMA.validate(document).stream()
                    .filter(message -> !isConsequence(message))
                    .map(message -> new Finding(file.path(), "not canonical: " + message.getMessage(), MEND))
                    .distinct()
                    .forEach(findings::add);
            topLevel(document)
                    .filter(key -> !TOP_LEVEL.contains(key))
                    .map(key -> new Finding(file.path(), "'" + key + "' at the top level", MEND))
                    .forEach(findings::add);
        }
        return findings;
    }

    /** Of a choice of which no member fits, only what is wrong inside a member is worth telling. */
    private static boolean isConsequence(ValidationMessage message) {
        boolean insideChoice = message.getEvaluationPath().toString().contains("oneOf");
        return Set.of("oneOf", "anyOf").contains(message.getType())
                || (insideChoice && message.getType().equals("required"));
    }

    private static Stream<String> topLevel(JsonNode document) {
        return document.properties().isEmpty() && document.isArray()
                ? StreamSupport.stream(document.spliterator(), false)
                        .flatMap(entry -> entry.properties().stream().map(Map.Entry::getKey))
                : Stream.empty();
    }

    private static JsonNode asRoutes(YamlFile kamelet) {
        ArrayNode routes = new ObjectMapper().createArrayNode();
        routes.addObject().set("route", kamelet.flows().get(0).node());
        return routes;
    }
}
