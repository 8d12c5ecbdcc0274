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
import java.util.stream.Stream;

/**
 * The router, the knob of receivers, the doctor and the folder of downstreams agree: each file is named as a receiver and
 * pinged, each receiver has a file.
 */
public final class Receivers implements Rule {

    private static final String ROUTER = "routes/routing/route-messages.camel.yaml";
    private static final String FOLDER = "routes/downstreams/";
    private static final String KNOBS = "routes/application.properties";
    private static final String KNOB = "deliveries.receivers";
    private static final String PING = "routes/doctor/ping-downstream.camel.yaml";

    @Override
    public List<Finding> check(Project project) {
        Set<String> files = project.routeFiles().stream()
                .filter(file -> file.path().startsWith(FOLDER))
                .map(YamlFile::name)
                .filter(name -> name.startsWith("deliver-to-"))
                .map(name -> name.substring("deliver-to-".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = named(project);
        Set<String> served = names(project.knobs().getProperty(KNOB, ""));
        Set<String> pinged = pinged(project);
        List<Finding> findings = new ArrayList<>();
        for (String file : files) {
            String path = FOLDER + "deliver-to-" + file + ".camel.yaml";
            if (!named.contains(file)) {
                findings.add(
                        new Finding(path, "no message reaches '" + file + "'", "name it as a receiver in " + ROUTER));
            }
            if (!served.contains(file)) {
                findings.add(new Finding(path, "'" + file + "' is not in '" + KNOB + "'", "add it there, in " + KNOBS));
            }
            if (!pinged.contains(file)) {
                findings.add(new Finding(path, "the doctor does not ping '" + file + "'", "add a step to " + PING));
            }
        }
        withoutFile(ROUTER, named, files, findings);
        withoutFile(KNOBS, served, files, findings);
        return findings;
    }

    private static void withoutFile(String where, Set<String> named, Set<String> files, List<Finding> findings) {
        named.stream()
                .filter(receiver -> !files.contains(receiver))
                .forEach(receiver -> findings.add(
                        new Finding(where, "the receiver '" + receiver + "' has no file", "add it to " + FOLDER)));
    }

    private static Set<String> names(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> pinged(Project project) {
        return project.steps().stream()
                .map(step -> step.endpoint().path())
                .filter(path -> path.startsWith("downstream-sink/ping-"))
                .map(path -> path.substring("downstream-sink/ping-".length()))
                .collect(Collectors.toSet());
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
            into.addAll(names(step.node()
                    .path("expression")
                    .path("constant")
                    .path("expression")
                    .asText()));
        }
    }
}
