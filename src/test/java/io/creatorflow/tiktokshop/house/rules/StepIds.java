package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every step has an id, kebab-case and found once in the whole folder: logs, metrics and the coverage gate name it. */
public final class StepIds implements Rule {

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        Set<String> known = new HashSet<>();
        project.flows().forEach(flow -> known.add(flow.id()));
        for (Step step : project.steps()) {
            if (step.id().isEmpty()) {
                findings.add(step.finding("has no id", "give it one that says what the step does"));
            } else if (!step.id().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
                findings.add(step.finding("has an id that is not kebab-case", "write-it-like-this"));
            } else if (!known.add(step.id())) {
                findings.add(step.finding("has an id that exists already", "give it another"));
            }
        }
        return findings;
    }
}
