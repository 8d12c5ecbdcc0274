package io.creatorflow.tiktokshop.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.house.rules.Knobs;
import io.creatorflow.tiktokshop.house.rules.Receivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the house rules over this project, and shows that each of them can fail: a folder of planted faults is laid
 * over a good sample, and the findings are exactly those which its {@code expected.txt} tells.
 */
class HouseRulesTest {

    private static final Path SAMPLES = Path.of("src/test/resources/house-rules");
    private static final Path GOOD = SAMPLES.resolve("good");
    private static final Path BAD = SAMPLES.resolve("bad");
    private static final Project THIS = new Project(Path.of("").toAbsolutePath());

    static Stream<Named<Rule>> rules() {
        return HouseRules.all().stream().map(rule -> Named.of(rule.name(), rule));
    }

    static List<Named<Path>> faults() throws IOException {
        try (Stream<Path> paths = Files.walk(BAD)) {
            return paths.filter(path -> path.endsWith("expected.txt"))
                    .map(Path::getParent)
                    .sorted()
                    .map(path -> Named.of(path.getFileName().toString(), path))
                    .toList();
        }
    }

    @BeforeAll
    static void updateTheGeneratedPages() throws IOException {
        if (Boolean.getBoolean("update-docs")) {
            Files.writeString(Path.of(RoutesMap.PATH), RoutesMap.write(THIS));
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProjectKeepsTheRule(Rule rule) {
        assertThat(rule.check(THIS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theGoodSampleKeepsTheRule(Rule rule) {
        assertThat(rule.check(new Project(GOOD))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleHasAPlantedFault(Rule rule) {
        assertThat(BAD.resolve(rule.name()).resolve("expected.txt")).isNotEmptyFile();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theRuleFindsThePlantedFaults(Path faults, @TempDir Path sample) throws IOException {
        lay(GOOD, sample);
        lay(faults, sample);
        Rule rule = HouseRules.all().stream()
                .filter(r -> faults.endsWith(r.name()))
                .findFirst()
                .orElseThrow();

        List<String> found = rule.check(new Project(sample)).stream()
                .map(Finding::toString)
                .sorted()
                .toList();

        assertThat(String.join("\n", found) + "\n").isEqualTo(Files.readString(faults.resolve("expected.txt")));
    }

    /** What the router and the knobs have to say of a downstream is told beside the recipe, not in it. */
    @Test
    void theRecipeOfADownstreamKeepsTheRules(@TempDir Path sample) throws IOException {
        lay(GOOD, sample);
        lay(Path.of("routes"), sample.resolve("routes"));
        String recipe = Files.readString(Path.of("docs/02-implementation/downstreams.md"))
                .split("```yaml\n")[1];
        String file = "routes/downstreams/deliver-to-loyalty.camel.yaml";
        Files.writeString(sample.resolve(file), recipe.split("```\n")[0]);

        assertThat(HouseRules.all().stream()
                        .filter(rule -> !(rule instanceof Receivers || rule instanceof Knobs))
                        .flatMap(rule -> rule.check(new Project(sample)).stream())
                        .filter(finding -> finding.file().equals(file)))
                .isEmpty();
    }

    private static void lay(Path from, Path onto) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path target = onto.resolve(from.relativize(path));
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(path));
            }
        }
    }
}
