package io.creatorflow.tiktokshop.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes {@code routes/README.md}: the map of routes and knobs around the recipes, which are kept as they stand. */
public final class RoutesMap {

    /** Where the map stands. */
    public static final String PATH = "routes/README.md";

    private static final String BEGIN = "<!-- recipes: written by hand -->\n";
    private static final String END = "<!-- end of recipes -->\n";

    private RoutesMap() {}

    /** The text that the file should have. */
    public static String write(Project project) {
        return """
                # The routes

                The integration as data: change a file here and nothing else. Made from the descriptions in the
                files, except the recipes; `mvn test -Dtest=HouseRulesTest -Dupdate-docs=true` makes it anew.

                """ + recipes(project.text(PATH)) + "\n## Map\n" + folders(project) + kamelets(project) + knobs(project);
    }

    private static String recipes(String text) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        return begin < 0 || end < begin ? BEGIN + END : text.substring(begin, end) + END;
    }

    private static String folders(Project project) {
        Map<String, List<Flow>> folders = project.flows().stream()
                .filter(flow -> flow.kind() != Flow.Kind.KAMELET)
                .collect(Collectors.groupingBy(RoutesMap::folder, TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        folders.forEach((folder, flows) -> {
            text.append("\n### ").append(folder).append("\n\n| Route | What it does |\n|---|---|\n");
            flows.forEach(flow -> text.append("| [`%s`](%s) | %s |\n"
                    .formatted(
                            flow.id(),
                            link(flow.file()),
                            cell(flow.node().path("description").asText()))));
        });
        return text.toString();
    }

    private static String kamelets(Project project) {
        StringBuilder text = new StringBuilder();
        for (YamlFile kamelet : project.kamelets()) {
            var definition = kamelet.tree().path("spec").path("definition");
            List<String> properties = new ArrayList<>();
            definition.path("properties").fieldNames().forEachRemaining(name -> properties.add("`" + name + "`"));
            text.append("| [`%s`](%s) | %s | %s |\n"
                    .formatted(
                            kamelet.name(),
                            link(kamelet),
                            cell(definition.path("description").asText()),
                            String.join(", ", properties)));
        }
        return text.isEmpty()
                ? ""
                : "\n### kamelets\n\n| Kamelet | What it does | Properties |\n|---|---|---|\n" + text;
    }

    /** The knobs in the order of the file. */
    private static String knobs(Project project) {
        StringBuilder text = new StringBuilder("\n## Knobs\n\nSet in [application.properties](application.properties); "
                + "`a.b-c` can be given as the environment variable `A_B_C`.\n\n| Knob | Value |\n|---|---|\n");
        project.text("routes/application.properties").lines().forEach(line -> {
            if (line.matches("[a-z].*=.*")) {
                String[] knob = line.split("=", 2);
                text.append("| `%s` | %s |\n".formatted(knob[0], knob[1].isBlank() ? "" : "`" + cell(knob[1]) + "`"));
            }
        });
        return text.toString();
    }

    private static String folder(Flow flow) {
        String path = flow.file().path().replaceFirst("^routes/", "");
        return path.contains("/") ? path.replaceFirst("/[^/]*$", "") : "everywhere";
    }

    private static String link(YamlFile file) {
        return file.path().replaceFirst("^routes/", "");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
