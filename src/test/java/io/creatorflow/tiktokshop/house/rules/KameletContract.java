package io.creatorflow.tiktokshop.house.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A Kamelet is a typed building block: file, name and type agree, and each property says what it is. */
public final class KameletContract implements Rule {

    private static final Pattern USED = Pattern.compile("\\{\\{\\??([A-Za-z0-9]+)(?::[^}]*)?}}");
    private static final Pattern SECRET = Pattern.compile("(?i).*(secret|password|token|privateKey).*");

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (YamlFile kamelet : project.kamelets()) {
            List<String> problems = new ArrayList<>();
            identity(kamelet, problems);
            properties(kamelet, problems);
            problems.forEach(problem -> findings.add(new Finding(kamelet.path(), problem, "say it in the Kamelet")));
        }
        return findings;
    }

    private static void identity(YamlFile kamelet, List<String> problems) {
        JsonNode metadata = kamelet.tree().path("metadata");
        String name = kamelet.name();
        String type =
                metadata.path("labels").path("camel.apache.org/kamelet.type").asText();
        if (!name.matches("[a-z0-9-]+-(source|sink|action)")) {
            problems.add("the name does not end with -source, -sink or -action");
        }
        if (!metadata.path("name").asText().equals(name)) {
            problems.add("metadata.name is not the file's name");
        }
        if (!name.endsWith("-" + type)) {
            problems.add("the label camel.apache.org/kamelet.type is '" + type + "'");
        }
        for (String field : List.of("title", "description")) {
            if (definition(kamelet).path(field).asText().isBlank()) {
                problems.add("spec.definition has no " + field);
            }
        }
    }

    private static void properties(YamlFile kamelet, List<String> problems) {
        Set<String> required = StreamSupport.stream(
                        definition(kamelet).path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        Set<String> used = new TreeSet<>();
        USED.matcher(kamelet.text()).results().forEach(match -> used.add(match.group(1)));
        for (Map.Entry<String, JsonNode> property :
                definition(kamelet).path("properties").properties()) {
            String name = property.getKey();
            for (String field : List.of("title", "description", "type")) {
                if (property.getValue().path(field).asText().isBlank()) {
                    problems.add("property '" + name + "' has no " + field);
                }
            }
            if (!property.getValue().has("default") && !required.contains(name)) {
                problems.add("property '" + name + "' has no default and is not required");
            }
            if (SECRET.matcher(name).matches()
                    && !property.getValue().path("format").asText().equals("password")) {
                problems.add("property '" + name + "' is a secret without format: password");
            }
            if (!used.remove(name)) {
                problems.add("property '" + name + "' is not used");
            }
        }
        used.forEach(name -> problems.add("'{{" + name + "}}' is no property"));
    }

    private static JsonNode definition(YamlFile kamelet) {
        return kamelet.tree().path("spec").path("definition");
    }
}
