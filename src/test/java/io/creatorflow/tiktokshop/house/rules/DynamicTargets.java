package io.creatorflow.tiktokshop.house.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** No text from outside chooses where a message goes: a dynamic target is one of a few patterns listed here. */
public final class DynamicTargets implements Rule {

    /**
     * The body of the first is a receiver's name, which only the constants of route-messages and a knob give. The others name one of our
     * kinds of entities.
     */
    private static final Set<String> ALLOWED = Set.of(
            "seda:deliver-to-${body}", "seda:read-${body}", "direct:pull-${exchangeProperty.page.kind.plural}-page");

    private static final Set<String> DYNAMIC =
            Set.of("toD", "recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich");

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (Step step : project.steps()) {
            if (DYNAMIC.contains(step.kind()) && !ALLOWED.contains(target(step.node()))) {
                findings.add(step.finding(
                        "goes to '" + target(step.node()) + "' by '" + step.kind() + "'",
                        "use 'to', or add the pattern to DynamicTargets with a reason"));
            }
            if (step.node().path("name").asText().matches("(?i)CamelHttp(Uri|Path|Query|RawQuery)")) {
                findings.add(step.finding("sets where an HTTP call goes", "give the url by a knob"));
            }
        }
        return findings;
    }

    private static String target(JsonNode step) {
        if (step.has("uri")) {
            return step.path("uri").asText();
        }
        for (JsonNode language : step.path("expression")) {
            return language.path("expression").asText();
        }
        return "";
    }
}
