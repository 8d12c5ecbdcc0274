package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import io.creatorflow.tiktokshop.support.TestShop;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A person begins a reconciliation, and is told what it found and how accurate our copies were. */
@IntegrationTest
class ReconciliationDeskTest {

    @Autowired
    private ApplicationContext context;

    @Test
    void whatAReconciliationFoundIsToldWithItsCauseAndTheAccuracy() {
        Operator operator = new Operator(context);
        TestShop shop = TestShop.connect(context);
        String order = TestShop.newOrderId();
        shop.put(order, "UNPAID", Instant.now().getEpochSecond() - 3600);

        JsonNode ids = start(operator, "{\"shop\":\"" + shop.id() + "\",\"kind\":\"order\"}")
                .body()
                .path("ids");

        assertThat(ids).hasSize(1);
        await().atMost(Duration.ofSeconds(60)).until(() -> state(operator, shop).equals("finished"));
        JsonNode found = operator.items("/reconciliations/" + ids.get(0).asText() + "/differences")
                .get(0);
        assertThat(found.path("entity").asText()).isEqualTo(order);
        assertThat(found.path("found").asText()).isEqualTo("missing");
        assertThat(found.path("cause").asText()).isEqualTo("lost-webhook");
        assertThat(operator.items("/accuracy?kind=order&shop=" + shop.id()))
                .filteredOn(figure -> figure.path("receiver").isNull())
                .singleElement()
                .satisfies(ours -> assertThat(ours.path("accuracy").asDouble()).isZero());
    }

    @Test
    void aKindThatCannotBeComparedIsRefused() {
        assertThat(start(new Operator(context), "{\"kind\":\"stock\"}").status())
                .isEqualTo(400);
    }

    private static Operator.Answer start(Operator operator, String body) {
        return operator.call("POST", "/reconciliations", body, TestEnvironment.OPERATIONS_KEY);
    }

    private static String state(Operator operator, TestShop shop) {
        return operator.items("/reconciliations?shop=" + shop.id())
                .get(0)
                .path("state")
                .asText();
    }
}
