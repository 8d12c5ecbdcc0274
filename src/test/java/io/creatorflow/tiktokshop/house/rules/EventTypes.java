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
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The first router covers every family of event types: each has one branch, a branch names only families that exist, and
 * what no branch names falls into an {@code otherwise} that does something.
 */
public final class EventTypes implements Rule {

    private static final String ROUTER = "routes/routing/route-events.camel.yaml";
    private static final String TYPES = "src/main/java/io/creatorflow/tiktokshop/routing/EventType.java";
    private static final Pattern FAMILY =
            Pattern.compile("^ {4}[A-Z][A-Z0-9_]*\\(\\s*\\d+, \"([a-z-]+)\"", Pattern.MULTILINE);
    private static final Pattern BRANCH = Pattern.compile("\\$\\{header\\.family} == '([^']*)'");

    @Override
    public List<Finding> check(Project project) {
        if (!project.has(ROUTER)) {
            return List.of(new Finding(ROUTER, "the router of events is missing", "every event needs its branch"));
        }
        Set<String> families = FAMILY.matcher(project.text(TYPES))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Finding> findings = new ArrayList<>();
        Set<String> named = new HashSet<>();
        boolean otherwise = false;
        for (Step step : steps(project)) {
            otherwise |= step.kind().equals("otherwise")
                    && !step.node().path("steps").isEmpty();
            if (step.kind().equals("when")) {
                branch(step, families, named, findings);
            }
        }
        families.removeAll(named);
        families.forEach(family ->
                findings.add(new Finding(ROUTER, "the family '" + family + "' of EventType has no branch", "add one")));
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

    private static void branch(Step step, Set<String> families, Set<String> named, List<Finding> findings) {
        BRANCH.matcher(step.node().path("expression").toString())
                .results()
                .map(match -> match.group(1))
                .forEach(family -> {
                    if (!families.contains(family)) {
                        findings.add(step.finding("names '" + family + "', which is no family", "see EventType"));
                    }
                    if (!named.add(family)) {
                        findings.add(step.finding("names '" + family + "', which has a branch already", "keep one"));
                    }
                });
    }
}
