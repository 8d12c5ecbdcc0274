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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * {@code direct:} and {@code seda:} lead somewhere: each target is the {@code from} of one route, and each such route is
 * somebody's target, be it of a step, of a REST call, of a dynamic step with a fitting name, or of the Java sources.
 */
public final class Links implements Rule {

    private static final Set<String> INSIDE = Set.of("direct", "seda");

    @Override
    public List<Finding> check(Project project) {
        Set<String> doors = new TreeSet<>();
        List<Finding> findings = new ArrayList<>();
        for (Flow flow : project.flows()) {
            String door = door(flow);
            if (!door.isEmpty() && !doors.add(door)) {
                findings.add(new Finding(flow.file().path(), "a second route begins at " + door, "one is enough"));
            }
        }
        Set<String> targets = new TreeSet<>();
        for (Step step : project.steps()) {
            Endpoint endpoint = step.endpoint();
            if (INSIDE.contains(endpoint.scheme())) {
                targets.add(endpoint.target());
                if (!isDynamic(endpoint) && !doors.contains(endpoint.target())) {
                    findings.add(step.finding("goes to " + endpoint.target() + ", where no route begins", "add it"));
                }
            }
        }
        for (YamlFile file : project.routeFiles()) {
            for (JsonNode to : file.tree().findValues("rest").stream()
                    .flatMap(rest -> rest.findValues("to").stream())
                    .toList()) {
                String target = Endpoint.of(to).target();
                targets.add(target);
                if (!doors.contains(target)) {
                    findings.add(
                            new Finding(file.path(), "a call goes to " + target + ", where no route begins", "add it"));
                }
            }
        }
        for (Flow flow : project.flows()) {
            String door = door(flow);
            if (!door.isEmpty() && !isTarget(door, targets, project)) {
                findings.add(new Finding(flow.file().path(), "nothing goes to " + door, "name it or remove it"));
            }
        }
        return findings;
    }

    private static String door(Flow flow) {
        Endpoint from = Endpoint.of(flow.node().path("from"));
        return INSIDE.contains(from.scheme()) ? from.target() : "";
    }

    private static boolean isDynamic(Endpoint endpoint) {
        return endpoint.uri().contains("${");
    }

    private static boolean isTarget(String door, Set<String> targets, Project project) {
        return targets.stream().anyMatch(target -> Pattern.matches(pattern(target), door))
                || project.mainSources().stream()
                        .anyMatch(path -> project.text(path).contains("\"" + door + "\""));
    }

    private static String pattern(String target) {
        return Pattern.quote(target).replaceAll("\\$\\{[^}]*}", "\\\\E[a-z0-9-]+\\\\Q");
    }
}
