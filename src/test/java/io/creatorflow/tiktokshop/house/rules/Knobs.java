package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Each knob that a route uses is defined, and each knob that is defined is used: in a YAML file as {@code {{knob}}},
 * or in the Java sources or the framework's properties by its whole name or by a prefix that ends with a dot.
 */
public final class Knobs implements Rule {

    /** A name with a dot; one without is a property of the Kamelet itself. */
    private static final Pattern KNOB = Pattern.compile("\\{\\{\\??([a-z0-9-]+(?:\\.[a-z0-9-]+)+)(:[^}]*)?}}");

    private static final Pattern PUT_TOGETHER =
            Pattern.compile("\"([a-z][a-z0-9.-]*\\.)\"\\s*\\+[^;\"]*\\+\\s*\"(\\.[a-z0-9.-]+)\"");

    private static final String FILE = "routes/application.properties";

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        var defined = new TreeSet<>(project.knobs().stringPropertyNames());
        var used = new TreeSet<String>();
        for (String file : project.files("routes")) {
            if (!file.endsWith(".yaml")) {
                continue;
            }
            KNOB.matcher(project.text(file)).results().forEach(match -> {
                used.add(match.group(1));
                if (!defined.contains(match.group(1))) {
                    findings.add(new Finding(
                            file, "the knob '" + match.group(1) + "' is not defined", "define it in " + FILE));
                }
                if (match.group(2) != null) {
                    findings.add(new Finding(
                            file,
                            "the knob '" + match.group(1) + "' has a second default",
                            "give the value in " + FILE + " only"));
                }
            });
        }
        String code = code(project);
        for (String knob : defined) {
            if (!used.contains(knob) && !usedInCode(knob, code)) {
                findings.add(new Finding(FILE, "the knob '" + knob + "' is not used", "use it or remove it"));
            }
        }
        return findings;
    }

    private static String code(Project project) {
        return Stream.concat(
                        project.mainSources().stream(), Stream.of("src/main/resources/application.properties", FILE))
                .map(project::text)
                .map(text -> text + "\n")
                .reduce("", String::concat);
    }

    /** By its name, by a prefix up to its last dot, or put together from a beginning and an end with a name between. */
    private static boolean usedInCode(String knob, String code) {
        String parent = knob.substring(0, knob.lastIndexOf('.') + 1);
        return Pattern.compile("[\"{]" + Pattern.quote(knob) + "[\":}]")
                        .matcher(code)
                        .find()
                || (!parent.isEmpty() && code.contains("\"" + parent + "\""))
                || (!parent.isEmpty() && code.contains("(\"" + knob.substring(0, parent.length() - 1) + "\")"))
                || PUT_TOGETHER
                        .matcher(code)
                        .results()
                        .anyMatch(match -> knob.startsWith(match.group(1)) && knob.endsWith(match.group(2)));
    }
}
