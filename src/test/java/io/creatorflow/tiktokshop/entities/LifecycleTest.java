package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {

    @Test
    void theRankRisesAlongTheLifeOfAnOrder() {
        List<String> life = List.of(
                "unpaid",
                "on_hold",
                "awaiting_shipment",
                "partially_shipping",
                "awaiting_collection",
                "in_transit",
                "delivered",
                "completed",
                "cancelled");

        assertThat(life.stream().map(Lifecycle::rank)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void aStatusWeDoNotKnowRanksBelowAllOthers() {
        assertThat(Lifecycle.rank("teleporting")).isEqualTo(-1);
        assertThat(Lifecycle.rank(null)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"PARTIALLY_SHIPPING,false", "AWAITING_COLLECTION,true", "COMPLETED,true", "CANCELLED,false"})
    void shippedBeginsWhenEverythingIsArrangedAndExcludesCancelled(Lifecycle status, boolean shipped) {
        assertThat(status.shipped()).isEqualTo(shipped);
    }
}
