package io.creatorflow.tiktokshop.proof;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged jar, laid out by its own {@code extract} tool: the same classes and libraries, which start in half the
 * time, and a class of which a planted bug can replace.
 */
final class PackagedJar {

    private static final Path JAR = Path.of("target/tiktok-shop-integration.jar");
    private static final Path HOME = Path.of("target/proof/app");
    private static final String MAIN = "io.creatorflow.tiktokshop.TikTokShopIntegration";

    private static boolean laidOut;

    private PackagedJar() {}

    /** The command that starts the integration, with the classes of a planted bug before its own. */
    static List<String> command(Plant plant, List<String> arguments) {
        List<String> path = new ArrayList<>(libraries());
        plant.classes().ifPresent(folder -> path.add(folder.toString()));
        path.add(HOME.resolve(JAR.getFileName()).toString());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                String.join(File.pathSeparator, path),
                MAIN));
        command.addAll(arguments);
        return command;
    }

    /** The libraries, and the application's own jar last: what a planted class is compiled against. */
    static List<String> classPath() {
        List<String> path = new ArrayList<>(libraries());
        path.add(HOME.resolve(JAR.getFileName()).toString());
        return path;
    }

    /** Laid out anew once in each run: the jar carries a fixed date, which tells nothing. */
    private static synchronized List<String> libraries() {
        try {
            if (!laidOut) {
                layOut();
                laidOut = true;
            }
            try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
                return files.map(Path::toString).sorted().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void layOut() throws IOException {
        FileSystemUtils.deleteRecursively(HOME);
        Files.createDirectories(HOME.getParent());
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-jar",
                        JAR.toString(),
                        "extract",
                        "--destination",
                        HOME.toString())
                .inheritIO()
                .start();
        try {
            if (tool.waitFor() != 0) {
                throw new IllegalStateException("The jar could not be laid out: run mvn package first");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
