package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class BackfillProgressTest {

    @Test
    void itTellsHowFarItIsHowFastAndHowLongItTakes() {
        assertThat(told("running", 25_000, 100_000L, 850.0))
                .isEqualTo("running: 25,000 of 100,000 (25 %), 850 a second, about 1 min left.");
        assertThat(told("running", 0, 100_000L, 10.0)).endsWith("about 2 h 46 min left.");
        assertThat(told("running", 90, 100L, 5.0)).endsWith("about 2 s left.");
    }

    @Test
    void whatNobodyKnowsIsNotTold() {
        assertThat(told("running", 0, null, 0.0)).isEqualTo("running: how much there is, is not known yet.");
        assertThat(told("paused", 5, 10L, null)).isEqualTo("paused: 5 of 10 (50 %).");
        assertThat(told("finished", 0, 0L, null)).isEqualTo("finished: 0 of 0 (100 %).");
    }

    private static String told(String state, long done, Long total, Double rate) {
        ObjectNode backfill = JsonNodeFactory.instance
                .objectNode()
                .put("state", state)
                .put("done", done)
                .put("total", total)
                .put("rate", rate);
        BackfillProgress.addTo(backfill);
        return backfill.path("progress").asText();
    }
}
