package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.KaotoPrinter;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.YamlFile;
import java.util.ArrayList;
import java.util.List;

/**
 * A save in the visual editor Kaoto leaves the file as it is: no comment after the first line, no string of many
 * lines, no string so long that Kaoto would fold it (at about 80 columns), no needless quotes, two spaces.
 */
public final class PlainText implements Rule {

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        project.yamlFiles().stream().filter(file -> file.fault() == null).forEach(file -> lines(file, findings));
        return findings;
    }

    private static void lines(YamlFile file, List<Finding> findings) {
        List<String> lines = file.text().lines().toList();
        int before = findings.size();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (i > 0 && line.strip().startsWith("#")) {
                findings.add(at(file, i, "a comment, which Kaoto drops", "use 'description' or 'note'"));
            } else if (line.matches(".*[:-] [|>][+-]?\\d?\\s*")) {
                findings.add(at(file, i, "a string of many lines", "move the text into a file or a bean"));
            }
        }
        if (findings.size() == before) {
            saved(file, lines, findings);
        }
    }

    private static void saved(YamlFile file, List<String> lines, List<Finding> findings) {
        List<String> saved = new ArrayList<>();
        if (!lines.isEmpty() && lines.get(0).startsWith("#")) {
            saved.add(lines.get(0));
        }
        saved.addAll(KaotoPrinter.print(file.tree()));
        for (int i = 0; i < Math.max(lines.size(), saved.size()); i++) {
            String ours = i < lines.size() ? lines.get(i) : "";
            String theirs = i < saved.size() ? saved.get(i) : "nothing";
            if (!ours.equals(theirs)) {
                findings.add(at(file, i, "a save in Kaoto changes '" + ours.strip() + "'", "write: " + theirs.strip()));
                return;
            }
        }
    }

    private static Finding at(YamlFile file, int line, String problem, String mend) {
        return new Finding(file.path(), "line " + (line + 1) + ": " + problem, mend);
    }
}
