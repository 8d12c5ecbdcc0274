package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import io.creatorflow.tiktokshop.house.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file is read at a glance: at most 80 lines, a step inside at most three others. What is a table may be
 * longer.
 */
public final class FileShape implements Rule {

    private static final int LINES = 80;

    /** Two tables: who gets what, and what happens after which error. */
    private static final Pattern MAY_BE_LONGER = Pattern.compile("routes/(routing/.*|error-handling.camel.yaml)");

    private static final int KAMELET_LINES = 120;
    private static final int DEPTH = 3;

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (YamlFile file : project.yamlFiles()) {
            long lines = file.text().lines().count();
            int most = file.isKamelet() ? KAMELET_LINES : LINES;
            if (lines > most && !MAY_BE_LONGER.matcher(file.path()).matches()) {
                findings.add(new Finding(
                        file.path(), "has " + lines + " lines", "at most " + most + ": move a helper route out"));
            }
        }
        for (Step step : project.steps()) {
            int around = step.depth() - 1;
            if (around > DEPTH) {
                findings.add(step.finding("stands inside " + around + " others", "at most " + DEPTH + ": use a route"));
            }
        }
        return findings;
    }
}
