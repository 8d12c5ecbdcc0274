package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Flow;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import io.creatorflow.tiktokshop.house.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The router and the folder of downstreams agree: each file is named as a receiver, each receiver has a file. */
public final class Receivers implements Rule {

    private static final String ROUTER = "routes/routing/route-messages.camel.yaml";
    private static final String FOLDER = "routes/downstreams/";

    @Override
    public List<Finding> check(Project project) {
        Set<String> files = project.routeFiles().stream()
                .filter(file -> file.path().startsWith(FOLDER))
                .map(YamlFile::name)
                .filter(name -> name.startsWith("deliver-to-"))
                .map(name -> name.substring("deliver-to-".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = named(project);
        List<Finding> findings = new ArrayList<>();
        for (String file : files) {
            if (!named.contains(file)) {
                findings.add(new Finding(
                        FOLDER + "deliver-to-" + file + ".camel.yaml",
                        "no message reaches '" + file + "'",
                        "name it as a receiver in " + ROUTER));
            }
        }
        for (String receiver : named) {
            if (!files.contains(receiver)) {
                findings.add(new Finding(ROUTER, "the receiver '" + receiver + "' has no file", "add it to " + FOLDER));
            }
        }
        return findings;
    }

    private static Set<String> named(Project project) {
        Set<String> named = new TreeSet<>();
        for (YamlFile file : project.routeFiles()) {
            if (file.path().equals(ROUTER)) {
                file.flows().stream().map(Flow::steps).flatMap(List::stream).forEach(step -> receivers(step, named));
            }
        }
        return named;
    }

    private static void receivers(Step step, Set<String> into) {
        if (step.kind().equals("setHeader") && step.node().path("name").asText().equals("receivers")) {
            String list = step.node()
                    .path("expression")
                    .path("constant")
                    .path("expression")
                    .asText();
            for (String receiver : list.split(",")) {
                if (!receiver.isBlank()) {
                    into.add(receiver.strip());
                }
            }
        }
    }
}
