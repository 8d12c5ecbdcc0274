package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Flow;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.util.ArrayList;
import java.util.List;

/** Every route says in one sentence what it does; a step's description is a label that fits on the canvas. */
public final class Descriptions implements Rule {

    private static final int LABEL = 40;

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (Flow flow : project.flows()) {
            if (flow.kind() != Flow.Kind.KAMELET) {
                sentence(flow, findings);
            }
            for (Step step : flow.steps()) {
                String label = step.node().path("description").asText();
                if (label.length() > LABEL) {
                    findings.add(step.finding(
                            "has a description of " + label.length() + " characters",
                            "at most " + LABEL + "; the why goes into 'note'"));
                }
            }
        }
        return findings;
    }

    private static void sentence(Flow flow, List<Finding> findings) {
        String description = flow.node().path("description").asText().strip();
        if (description.isEmpty()) {
            findings.add(new Finding(
                    flow.file().path(), "'" + flow.id() + "' has no description", "say in one sentence what it does"));
        } else if (description.matches(".*[.!?]\\s.*") || !Character.isUpperCase(description.charAt(0))) {
            findings.add(new Finding(
                    flow.file().path(),
                    "the description of '" + flow.id() + "' is not one sentence",
                    "one sentence with a capital first; the why goes into 'note'"));
        }
    }
}
