package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Flow;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The first router covers every event type: a branch names only types that exist, no type stands in two branches, and
 * what no branch names falls into an {@code otherwise} that does something.
 */
public final class EventTypes implements Rule {

    private static final String ROUTER = "routes/routing/route-events.camel.yaml";
    private static final String TYPES = "src/main/java/io/creatorflow/tiktokshop/routing/EventType.java";
    private static final Pattern CONSTANT = Pattern.compile("^ {4}([A-Z][A-Z0-9_]*)\\(\\d", Pattern.MULTILINE);
    private static final Pattern NAMED = Pattern.compile("\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\\b");

    @Override
    public List<Finding> check(Project project) {
        if (!project.has(ROUTER)) {
            return List.of(new Finding(ROUTER, "the router of events is missing", "every event needs its branch"));
        }
        Set<String> types = CONSTANT.matcher(project.text(TYPES))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        Set<String> named = new HashSet<>();
        boolean otherwise = false;
        for (Step step : steps(project)) {
            otherwise |= step.kind().equals("otherwise")
                    && !step.node().path("steps").isEmpty();
            if (step.kind().equals("when")) {
                branch(step, types, named, findings);
            }
        }
        if (!otherwise) {
            findings.add(new Finding(ROUTER, "there is no 'otherwise' with a step", "other types need a branch too"));
        }
        return findings;
    }

    private static List<Step> steps(Project project) {
        return project.flows().stream()
                .filter(flow -> flow.file().path().equals(ROUTER))
                .map(Flow::steps)
                .flatMap(List::stream)
                .toList();
    }

    private static void branch(Step step, Set<String> types, Set<String> named, List<Finding> findings) {
        NAMED.matcher(step.node().path("expression").toString())
                .results()
                .map(MatchResult::group)
                .forEach(type -> {
                    if (!types.contains(type)) {
                        findings.add(step.finding("names '" + type + "', which is no event type", "see EventType"));
                    }
                    if (!named.add(type)) {
                        findings.add(step.finding("names '" + type + "', which has a branch already", "keep one"));
                    }
                });
    }
}
