package io.creatorflow.tiktokshop.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.StepCoverage;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Comes after all other tests of the suite and tells which steps of the routes none of them ran. */
@Order(Integer.MAX_VALUE)
class StepCoverageTest {

    @Test
    void everyStepOfEveryRouteWasRunByATest() {
        Set<String> entered = StepCoverage.entered();
        assertThat(entered)
                .as("no route ran at all: this test counts a run of the whole suite, as 'mvn verify' does")
                .isNotEmpty();

        var missed = new Project(Path.of("").toAbsolutePath())
                .steps().stream()
                        .filter(step -> !isPolicyWithoutSteps(step))
                        .filter(step -> !wasRun(step, entered))
                        .map(step -> step.flow().file().path() + ": no test runs " + step.told())
                        .toList();

        assertThat(missed).isEmpty();
    }

    /** A clause such as {@code when} is no step to Camel: it counts when a step inside it ran. */
    private static boolean wasRun(Step step, Set<String> entered) {
        return entered.contains(step.id())
                || step.node().path("steps").findValuesAsText("id").stream().anyMatch(entered::contains);
    }

    /** Such a policy only says how often to repeat; there is nothing in it to enter. */
    private static boolean isPolicyWithoutSteps(Step step) {
        return step.kind().equals("onException") && step.node().path("steps").isEmpty();
    }
}
