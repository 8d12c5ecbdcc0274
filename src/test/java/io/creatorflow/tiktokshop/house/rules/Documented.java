package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Each public type and method says what it is for. Overrides and the members of a record's header need not. */
public final class Documented implements Rule {

    private static final Pattern TYPE = Pattern.compile(
            "^ *public (?:(?:abstract|final|sealed|non-sealed|static) )*(?:class|interface|enum|record|@interface) (\\w+).*");
    private static final Pattern METHOD =
            Pattern.compile("^ {4}public (?!(?:class|interface|enum|record)\\b)[^=;]*?(\\w+)\\(.*");

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (String source : project.mainSources()) {
            List<String> lines = project.text(source).lines().toList();
            String type = source.replaceFirst(".*/", "").replace(".java", "");
            for (int i = 0; i < lines.size(); i++) {
                Matcher declared = TYPE.matcher(lines.get(i));
                Matcher method = METHOD.matcher(lines.get(i));
                if (declared.matches() && !documented(lines, i)) {
                    findings.add(finding(source, declared.group(1)));
                } else if (method.matches() && !method.group(1).equals(type) && !documented(lines, i)) {
                    findings.add(finding(source, method.group(1)));
                }
            }
        }
        return findings;
    }

    private static Finding finding(String source, String name) {
        return new Finding(source, "'" + name + "' is public and has no Javadoc", "say what it is for");
    }

    private static boolean documented(List<String> lines, int declaration) {
        for (int i = declaration - 1; i >= 0; i--) {
            String line = lines.get(i).strip();
            if (line.endsWith("*/") || line.equals("@Override")) {
                return true;
            }
            if (line.isEmpty() || line.endsWith(";") || line.endsWith("{") || line.equals("}")) {
                return false;
            }
        }
        return false;
    }
}
