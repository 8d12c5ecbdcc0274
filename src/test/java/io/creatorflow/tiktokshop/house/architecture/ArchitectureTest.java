package io.creatorflow.tiktokshop.house.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the rules about classes, and shows on planted classes that each can fail. */
class ArchitectureTest {

    private static final String ROOT = "io.creatorflow.tiktokshop";
    private static final String PLANTED = ROOT + ".house.planted";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .withImportOption(ArchitectureTest::isNotPlanted)
            .importPackages(ROOT);
    private static final JavaClasses FAULTS = new ClassFileImporter().importPackages(PLANTED);

    static Stream<Named<ArchRule>> forMain() {
        return ArchitectureRules.forMain(ROOT).entrySet().stream().map(ArchitectureTest::named);
    }

    static Stream<Named<ArchRule>> forTests() {
        return ArchitectureRules.forTests().entrySet().stream().map(ArchitectureTest::named);
    }

    static Stream<Named<ArchRule>> forPlanted() {
        return Stream.concat(
                        ArchitectureRules.forMain(PLANTED).entrySet().stream(),
                        ArchitectureRules.forTests().entrySet().stream())
                .map(ArchitectureTest::named);
    }

    @ParameterizedTest
    @MethodSource("forMain")
    void theIntegrationKeepsTheRule(ArchRule rule) {
        assertThat(MAIN).isNotEmpty();
        rule.allowEmptyShould(true).check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("forTests")
    void theTestsKeepTheRule(ArchRule rule) {
        assertThat(TESTS).isNotEmpty();
        rule.check(TESTS);
    }

    @ParameterizedTest
    @MethodSource("forPlanted")
    void theRuleFindsThePlantedClass(ArchRule rule) {
        assertThat(rule.evaluate(FAULTS).hasViolation()).isTrue();
    }

    private static Named<ArchRule> named(Entry<String, ArchRule> rule) {
        return Named.of(rule.getKey(), rule.getValue());
    }

    private static boolean isNotPlanted(Location location) {
        return !location.contains("/house/planted/");
    }
}
