package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Endpoint;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Flow;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.util.ArrayList;
import java.util.List;

/** Options stand under {@code parameters}, where they are seen and checked, never behind a question mark. */
public final class PlainUris implements Rule {

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (Flow flow : project.flows()) {
            if (Endpoint.of(flow.node().path("from")).uri().contains("?")) {
                findings.add(new Finding(
                        flow.file().path(), "'from' of '" + flow.id() + "' has options in its uri", "use parameters"));
            }
            for (Step step : flow.steps()) {
                if (step.endpoint().uri().contains("?")) {
                    findings.add(step.finding("has options in its uri", "write them under 'parameters'"));
                }
            }
        }
        return findings;
    }
}
