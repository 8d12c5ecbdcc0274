package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What stays in the repository is finished and holds on every machine: no notes to self, no private paths. */
public final class TrackedText implements Rule {

    private static final Pattern TEXT = Pattern.compile(
            ".*\\.(java|yaml|yml|md|xml|properties|sql|json|jslt|sh|txt|html|css|mjs)|(.*/)?(Dockerfile|run|LICENSE)");
    private static final String SAMPLES = "src/test/resources/house-rules/";
    private static final Map<String, Pattern> PROBLEMS = Map.of(
            "a note to self", Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b"),
            "a path of one machine",
                    Pattern.compile("(?<![\\w.}])/(ro" + "ot|home/[a-z]\\w*|Us" + "ers/\\w+|wo" + "rk)/\\w"),
            "the address of a download host",
                    Pattern.compile(
                            "https?://(repo1?\\.maven|repo\\.maven|central\\.sonatype|registry\\.npmjs|pypi\\.|"
                                    + "deb\\.debian|archive\\.ubuntu|registry-1\\.docker|dlcdn\\.|downloads?\\.|repo\\.spring)"));

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (String path : project.files("")) {
            if (!TEXT.matcher(path).matches() || path.startsWith(SAMPLES)) {
                continue;
            }
            String text = project.text(path);
            PROBLEMS.forEach((problem, pattern) -> {
                if (pattern.matcher(text).find()) {
                    findings.add(new Finding(path, "holds " + problem, "finish it or take it out"));
                }
            });
        }
        return findings;
    }
}
