package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the README tells people to run is what the build server runs, word for word. */
public final class Commands implements Rule {

    private static final String TESTS = "mvn verify";
    private static final Pattern COMMAND = Pattern.compile("^ *(mvn [^#\\n]*?) *(#.*)?$", Pattern.MULTILINE);

    @Override
    public List<Finding> check(Project project) {
        List<String> server = commands(project.text(".ci/run"));
        List<String> readme = commands(project.text("README.md"));
        List<Finding> findings = new ArrayList<>();
        if (!server.contains(TESTS)) {
            findings.add(new Finding(".ci/run", "does not run '" + TESTS + "'", "run it, word for word"));
        }
        if (!readme.contains(TESTS)) {
            findings.add(new Finding("README.md", "does not show '" + TESTS + "'", "show it in a block of its own"));
        }
        server.stream()
                .filter(command -> !readme.contains(command))
                .map(command -> new Finding("README.md", "does not show '" + command + "'", ".ci/run calls it"))
                .forEach(findings::add);
        return findings;
    }

    private static List<String> commands(String text) {
        return COMMAND.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
