package io.creatorflow.tiktokshop.house.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Flow;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Routes decide where, Java decides what: no language that can hold a program stands in a route. */
public final class Languages implements Rule {

    private static final Set<String> PROGRAMS = Set.of(
            "script",
            "groovy",
            "spel",
            "ognl",
            "mvel",
            "js",
            "python",
            "java",
            "joor",
            "csimple",
            "datasonnet",
            "wasm",
            "xquery",
            "language");

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        project.flows().forEach(flow -> look(flow, flow.node(), findings));
        return findings;
    }

    private static void look(Flow flow, JsonNode node, List<Finding> findings) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().equals("parameters")) {
                continue;
            }
            if (PROGRAMS.contains(field.getKey())) {
                findings.add(new Finding(
                        flow.file().path(),
                        "'" + flow.id() + "' uses '" + field.getKey() + "'",
                        "call a bean method with a unit test"));
            }
            look(flow, field.getValue(), findings);
        }
        if (node.isArray()) {
            node.forEach(item -> look(flow, item, findings));
        }
    }
}
