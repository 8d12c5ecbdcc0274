package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {

    @ParameterizedTest
    @CsvSource({"PARTIALLY_SHIPPING,false", "AWAITING_COLLECTION,true", "COMPLETED,true", "CANCELLED,false"})
    void shippedBeginsWhenEverythingIsArrangedAndExcludesCancelled(Lifecycle status, boolean shipped) {
        assertThat(status.shipped()).isEqualTo(shipped);
    }
}
