package io.creatorflow.tiktokshop;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.Canary;
import io.creatorflow.tiktokshop.support.SuiteOutput;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Comes after all other tests: nothing that any of them made the integration print tells of a buyer or a secret, or of an error that
 * nobody handled.
 */
@Order(Integer.MAX_VALUE)
class SuiteOutputTest {

    @Test
    void nothingThatTheSuitePrintedTellsOfABuyerOrASecretOrAnErrorLeftAlone() {
        assertThat(SuiteOutput.hits()).isEmpty();

        LoggerFactory.getLogger("planted").warn("shipping to {}", new Canary().text());
        LoggerFactory.getLogger("planted").warn("failed", new IllegalStateException(TestEnvironment.OPERATIONS_KEY));

        LoggerFactory.getLogger("planted").warn("Circular error-handler detected at route: planted");

        assertThat(SuiteOutput.lines()).isPositive();
        assertThat(SuiteOutput.hits()).as("planted lines").hasSize(3);
        SuiteOutput.hits().clear();
    }
}
