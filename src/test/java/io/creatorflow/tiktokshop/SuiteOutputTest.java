package io.creatorflow.tiktokshop;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.Canary;
import io.creatorflow.tiktokshop.support.SuiteOutput;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Comes after all other tests: nothing that any of them made the integration print tells of a buyer or a secret. */
@Order(Integer.MAX_VALUE)
class SuiteOutputTest {

    @Test
    void nothingThatTheSuitePrintedTellsOfABuyerOrASecret() {
        assertThat(SuiteOutput.hits()).isEmpty();

        LoggerFactory.getLogger("planted").warn("shipping to {}", new Canary().text());
        LoggerFactory.getLogger("planted").warn("failed", new IllegalStateException(TestEnvironment.OPERATIONS_KEY));

        assertThat(SuiteOutput.lines()).isPositive();
        assertThat(SuiteOutput.hits()).as("planted leaks").hasSize(2);
        SuiteOutput.hits().clear();
    }
}
