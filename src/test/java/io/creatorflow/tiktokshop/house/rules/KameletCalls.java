package io.creatorflow.tiktokshop.house.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.house.Endpoint;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Flow;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import io.creatorflow.tiktokshop.house.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A Kamelet is called with a route id of its own, with the parameters it has, and with all that it requires. */
public final class KameletCalls implements Rule {

    @Override
    public List<Finding> check(Project project) {
        Map<String, YamlFile> kamelets =
                project.kamelets().stream().collect(Collectors.toMap(YamlFile::name, Function.identity()));
        Set<String> routes = project.flows().stream().map(Flow::id).collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        for (Flow flow : project.flows()) {
            for (String problem : problems(Endpoint.of(flow.node().path("from")), kamelets)) {
                findings.add(new Finding(flow.file().path(), "'from' of '" + flow.id() + "' " + problem, MEND));
            }
            for (Step step : flow.steps()) {
                problems(step.endpoint(), kamelets).forEach(problem -> findings.add(step.finding(problem, MEND)));
                if (step.endpoint().scheme().equals("kamelet") && routes.contains(routeId(step.endpoint()))) {
                    findings.add(step.finding("takes the place of the route '" + routeId(step.endpoint()) + "'", MEND));
                }
            }
        }
        return findings;
    }

    private static String routeId(Endpoint endpoint) {
        return endpoint.path().replaceFirst("^[^/]*/?", "");
    }

    private static final String MEND = "the properties stand in the Kamelet's file, the uri is kamelet:name/route-id";

    private static List<String> problems(Endpoint endpoint, Map<String, YamlFile> kamelets) {
        if (!endpoint.scheme().equals("kamelet") || endpoint.path().matches("source|sink")) {
            return List.of();
        }
        String[] path = endpoint.path().split("/");
        YamlFile kamelet = kamelets.get(path[0]);
        if (kamelet == null) {
            return List.of("calls the Kamelet '" + path[0] + "', which has no file");
        }
        List<String> problems = new ArrayList<>();
        if (path.length != 2 || !path[1].matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            problems.add("calls the Kamelet '" + path[0] + "' without a route id");
        }
        JsonNode definition = kamelet.tree().path("spec").path("definition");
        endpoint.parameters().keySet().stream()
                .filter(name -> !definition.path("properties").has(name))
                .forEach(name -> problems.add("gives '" + name + "', which '" + path[0] + "' does not have"));
        for (JsonNode required : definition.path("required")) {
            if (!endpoint.parameters().containsKey(required.asText())) {
                problems.add("lacks '" + required.asText() + "', which '" + path[0] + "' requires");
            }
        }
        return problems;
    }
}
