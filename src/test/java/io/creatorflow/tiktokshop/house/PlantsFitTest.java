package io.creatorflow.tiktokshop.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The text that a planted bug replaces is there exactly once: told here, at every change, and not first when the proof runs. */
class PlantsFitTest {

    private static final Path PROOFS = Path.of("src/test/java/io/creatorflow/tiktokshop/proof");
    private static final Path SOURCES = Path.of("src/main/java/io/creatorflow/tiktokshop");
    private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final String TEXT = "(" + LITERAL + "(?:\\s*\\+\\s*" + LITERAL + ")*)";
    private static final Pattern PLANTED = Pattern.compile("\\.in(Route)?\\(\\s*" + TEXT + ",\\s*" + TEXT + "\\s*,");

    private record Planted(String proof, Path file, String text) {}

    @Test
    void whatIsReplacedIsThereOnce() throws IOException {
        List<Planted> plants = plants();
        assertThat(plants).hasSizeGreaterThan(30);
        for (Planted plant : plants) {
            String[] around = Files.readString(plant.file()).split(Pattern.quote(plant.text()), -1);
            assertThat(around)
                    .as("%s plants into %s", plant.proof(), plant.file())
                    .hasSize(2);
        }
    }

    private static List<Planted> plants() throws IOException {
        List<Planted> plants = new ArrayList<>();
        try (Stream<Path> proofs = Files.list(PROOFS)) {
            for (Path proof : proofs.sorted().toList()) {
                Matcher found = PLANTED.matcher(Files.readString(proof));
                while (found.find()) {
                    Path folder = found.group(1) == null ? SOURCES : Path.of("routes");
                    plants.add(new Planted(
                            proof.getFileName().toString(),
                            folder.resolve(value(found.group(2))),
                            value(found.group(3))));
                }
            }
        }
        return plants;
    }

    private static String value(String literals) {
        StringBuilder value = new StringBuilder();
        Matcher literal = Pattern.compile(LITERAL).matcher(literals);
        while (literal.find()) {
            String quoted = literal.group();
            value.append(quoted.substring(1, quoted.length() - 1).translateEscapes());
        }
        return value.toString();
    }
}
