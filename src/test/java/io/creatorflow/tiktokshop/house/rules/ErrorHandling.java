package io.creatorflow.tiktokshop.house.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Flow;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What happens on an error stands in one file; a route only names the configuration that it follows. */
public final class ErrorHandling implements Rule {

    private static final String HOME = "routes/error-handling.camel.yaml";
    private static final Set<String> NOT_IN_ROUTES =
            Set.of("onException", "doTry", "doCatch", "doFinally", "errorHandler", "onCompletion");

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        for (Flow flow : project.flows()) {
            named(flow.node()).forEach(used::add);
            if (flow.kind() == Flow.Kind.CONFIGURATION) {
                home(flow, findings);
            } else {
                own(flow, findings);
            }
        }
        Map<String, String> defined = project.flows().stream()
                .filter(flow -> flow.kind() == Flow.Kind.CONFIGURATION)
                .collect(Collectors.toMap(Flow::id, flow -> flow.file().path(), (first, second) -> first));
        project.flows()
                .forEach(flow -> named(flow.node()).stream()
                        .filter(id -> !defined.containsKey(id))
                        .map(id -> new Finding(
                                flow.file().path(),
                                "'" + flow.id() + "' follows '" + id + "', which does not exist",
                                "name one of " + HOME))
                        .forEach(findings::add));
        defined.forEach((id, path) -> {
            if (!id.isEmpty() && !used.contains(id)) {
                findings.add(new Finding(path, "no route follows '" + id + "'", "name it in a route or remove it"));
            }
        });
        return findings;
    }

    private static void home(Flow flow, List<Finding> findings) {
        if (!flow.file().path().equals(HOME)) {
            findings.add(new Finding(flow.file().path(), "defines a routeConfiguration", "move it to " + HOME));
        }
        if (flow.id().isEmpty()) {
            findings.add(new Finding(
                    flow.file().path(), "a routeConfiguration has no id, so it applies everywhere", "give it an id"));
        }
    }

    private static void own(Flow flow, List<Finding> findings) {
        NOT_IN_ROUTES.stream()
                .filter(field -> flow.node().has(field))
                .map(field -> new Finding(
                        flow.file().path(), "'" + flow.id() + "' has its own '" + field + "'", "use " + HOME))
                .forEach(findings::add);
        for (Step step : flow.steps()) {
            if (NOT_IN_ROUTES.contains(step.kind())) {
                findings.add(step.finding("handles errors by '" + step.kind() + "'", "use " + HOME));
            }
        }
    }

    private static List<String> named(JsonNode route) {
        String ids = route.path("routeConfigurationId").asText();
        return ids.isEmpty() ? List.of() : List.of(ids.split(","));
    }
}
