package io.creatorflow.tiktokshop.house;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The project that the rules look at: this one, or a small sample.
 *
 * @param root the folder that holds {@code pom.xml} and {@code routes}
 */
public record Project(Path root) {

    private static final Set<String> NOT_OURS = Set.of(".git", ".idea", "target", "data", "node_modules");

    /** Every YAML file of the routes folder: routes and Kamelets. */
    public List<YamlFile> yamlFiles() {
        return files("routes").stream()
                .filter(path -> path.matches(".*\\.(camel|kamelet)\\.yaml"))
                .map(path -> YamlFile.of(path, text(path)))
                .toList();
    }

    /** The files of routes, Kamelets left out. */
    public List<YamlFile> routeFiles() {
        return yamlFiles().stream().filter(file -> !file.isKamelet()).toList();
    }

    /** The Kamelets. */
    public List<YamlFile> kamelets() {
        return yamlFiles().stream().filter(YamlFile::isKamelet).toList();
    }

    /** Every route, route configuration and Kamelet template. */
    public List<Flow> flows() {
        return yamlFiles().stream().flatMap(file -> file.flows().stream()).toList();
    }

    /** Every step of every flow. */
    public List<Step> steps() {
        return flows().stream().flatMap(flow -> flow.steps().stream()).toList();
    }

    /** The knobs, as {@code routes/application.properties} defines them. */
    public Properties knobs() {
        Properties knobs = new Properties();
        try {
            knobs.load(new StringReader(text("routes/application.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return knobs;
    }

    /** Java sources of the integration itself. */
    public List<String> mainSources() {
        return files("src/main/java").stream()
                .filter(path -> path.endsWith(".java"))
                .toList();
    }

    /** Paths of all files below a folder, sorted, from the root of the project; empty when there is no such folder. */
    public List<String> files(String folder) {
        if (!Files.isDirectory(root.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root.resolve(folder))) {
            return paths.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(Project::isOurs)
                    .map(path -> path.toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file; empty when it does not exist. */
    public String text(String path) {
        Path file = root.resolve(path);
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file exists. */
    public boolean has(String path) {
        return Files.exists(root.resolve(path));
    }

    private static boolean isOurs(Path path) {
        return !NOT_OURS.contains(path.getName(0).toString());
    }
}
