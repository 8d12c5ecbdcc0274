package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusesTest {

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

        assertThat(life.stream().map(word -> Statuses.rank("order", word))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void whatFollowsFromAnArbitrationRanksAboveTheRejectionOfAReturn() {
        assertThat(Statuses.rank("return", "rejected"))
                .isLessThan(Statuses.rank("return", "awaiting_buyer_ship"))
                .isLessThan(Statuses.rank("return", "success"));
        assertThat(Statuses.rank("return", "reject_receive_package")).isLessThan(Statuses.rank("return", "success"));
    }

    @Test
    void noStatusOfAProductIsFurtherOnThanAnotherAsItsLifeGoesRound() {
        assertThat(Stream.of("draft", "activate", "seller_deactivated", "deleted")
                        .map(word -> Statuses.rank("product", word)))
                .containsOnly(0);
        assertThat(Statuses.known("product", "deleted")).isTrue();
        assertThat(Statuses.known("product", "lost")).isFalse();
    }

    @Test
    void anInvoiceThatIsBeingProcessedRanksBelowWhatCameOfIt() {
        assertThat(Stream.of("processing", "failed", "invalid", "success").map(word -> Statuses.rank("invoice", word)))
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void aStatusWeDoNotKnowRanksBelowAllOthers() {
        assertThat(Statuses.rank("order", "teleporting")).isEqualTo(-1);
        assertThat(Statuses.rank("weather", "unpaid")).isEqualTo(-1);
    }
}
