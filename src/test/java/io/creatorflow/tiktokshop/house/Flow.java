package io.creatorflow.tiktokshop.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A route, a route configuration, or the template of a Kamelet.
 *
 * @param file where it stands
 * @param node its definition: {@code id}, {@code description}, {@code from} …
 */
public record Flow(YamlFile file, Kind kind, JsonNode node) {

    /** What a flow can be. */
    public enum Kind {
        ROUTE,
        CONFIGURATION,
        KAMELET
    }

    /** Lists and clauses below a step that hold further steps, beside {@code steps} itself. */
    private static final Set<String> CLAUSES = Set.of("when", "otherwise", "onFallback", "doCatch", "doFinally");

    /** Its id; a Kamelet goes by the name of its file. */
    public String id() {
        return kind == Kind.KAMELET ? file.name() : node.path("id").asText();
    }

    /** Every step in reading order, clauses such as {@code when} and {@code otherwise} included. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        collect(node.path("from").path("steps"), 1, steps);
        for (String field : List.of("onException", "onCompletion", "intercept", "interceptFrom")) {
            for (JsonNode entry : node.path(field)) {
                JsonNode clause = entry.path(field);
                steps.add(new Step(this, field, clause, 0, null));
                collect(clause.path("steps"), 1, steps);
            }
        }
        return steps;
    }

    private void collect(JsonNode list, int depth, List<Step> into) {
        JsonNode previous = null;
        for (JsonNode entry : list) {
            for (Map.Entry<String, JsonNode> step : entry.properties()) {
                into.add(new Step(this, step.getKey(), step.getValue(), depth, previous));
                collect(step.getValue().path("steps"), depth + 1, into);
                clauses(step.getValue(), depth, into);
            }
            previous = entry;
        }
    }

    private void clauses(JsonNode step, int depth, List<Step> into) {
        for (Map.Entry<String, JsonNode> field : step.properties()) {
            if (CLAUSES.contains(field.getKey())) {
                for (JsonNode clause : field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
                    into.add(new Step(this, field.getKey(), clause, depth, null));
                    collect(clause.path("steps"), depth + 1, into);
                }
            }
        }
    }
}
