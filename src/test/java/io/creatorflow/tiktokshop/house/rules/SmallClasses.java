package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A class has at most 200 lines and a method 25: aim at 40 and 10. Relies on the formatter's layout. */
public final class SmallClasses implements Rule {

    private static final int CLASS = 200;
    private static final int METHOD = 25;
    private static final Pattern BEGIN = Pattern.compile(
            "^( {4}| {8})(?!(new|return|throw|else|case)\\b)([\\w@<][^;={}()]*[\\w>\\]] \\w+\\(.*|[A-Z]\\w*(\\(.*)? \\{)$");
    private static final Pattern TYPE = Pattern.compile("^ *([a-z-]+ )*(class|interface|enum|record|@interface) .*");

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (String source : project.mainSources()) {
            List<String> lines = project.text(source).lines().toList();
            if (lines.size() > CLASS) {
                findings.add(new Finding(source, "has " + lines.size() + " lines", "at most " + CLASS + ": split it"));
            }
            methods(source, lines, findings);
        }
        return findings;
    }

    private static void methods(String source, List<String> lines, List<Finding> findings) {
        for (int begin = 0; begin < lines.size(); begin++) {
            String line = lines.get(begin);
            if (!BEGIN.matcher(line).matches() || TYPE.matcher(line).matches()) {
                continue;
            }
            String close = " ".repeat(line.length() - line.stripLeading().length()) + "}";
            int end = begin;
            while (end < lines.size() && !closes(lines.get(end), close, end == begin)) {
                end++;
            }
            int length = end - begin + 1;
            if (length > METHOD && end < lines.size() && lines.get(end).equals(close)) {
                findings.add(new Finding(
                        source,
                        "line " + (begin + 1) + ": a method of " + length + " lines",
                        "at most " + METHOD + ": give a part of it a name"));
            }
        }
    }

    /** The closing brace of the method, or a line which shows that this was no method. */
    private static boolean closes(String line, String close, boolean first) {
        return line.equals(close) || (first && (line.endsWith(";") || line.endsWith("}") || line.endsWith(",")));
    }
}
