package io.creatorflow.tiktokshop.house.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A predicate compares the body, or one header, variable or property or one field of it, with one constant; all else is a
 * bean. So is a field of the body: Camel finds whose it is by hashing the whole body.
 */
public final class PlainPredicates implements Rule {

    private static final Set<String> PLACES = Set.of("when", "filter", "validate", "onException", "doCatch", "loop");
    private static final String NAME = "[A-Za-z][A-Za-z0-9-]*";
    private static final String SUBJECT =
            "\\$\\{(body|(header|exchangeProperty|variable)\\." + NAME + "(\\." + NAME + "){0,2})}";
    private static final String OPERATOR =
            "==|=~|!=|!=~|<=?|>=?|(not )?in|!?(startsWith|endsWith|contains|regex)|!?range|is";
    private static final String CONSTANT = "'[^']*'|-?[0-9.]+|true|false|null|\\$\\{null}|\\{\\{[a-z0-9.-]+}}";
    private static final Pattern COMPARISON = Pattern.compile(SUBJECT + "( (" + OPERATOR + ") (" + CONSTANT + "))?");

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (Step step : project.steps()) {
            if (!PLACES.contains(step.kind())) {
                continue;
            }
            for (String place : List.of("expression", "onWhen", "retryWhile")) {
                JsonNode simple = expression(step.node().path(place)).path("simple");
                String text = simple.path("expression").asText();
                boolean counts = step.kind().equals("loop")
                        && !step.node().path("doWhile").asBoolean();
                if (simple.isObject() && !counts && !COMPARISON.matcher(text).matches()) {
                    findings.add(step.finding(
                            "decides by '" + text + "'", "compare one header with one constant, or call a bean"));
                }
            }
        }
        return findings;
    }

    private static JsonNode expression(JsonNode place) {
        return place.has("expression") ? place.path("expression") : place;
    }
}
