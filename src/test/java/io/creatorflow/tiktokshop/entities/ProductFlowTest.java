package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ProductBook;
import io.creatorflow.tiktokshop.support.TestShop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From webhooks about products to the messages about them. */
@IntegrationTest
class ProductFlowTest extends EntityFlow<ProductBook> {

    @Autowired
    private JdbcClient database;

    private final String id = TestShop.newOrderId();
    private final String other = TestShop.newOrderId();

    ProductFlowTest() {
        super(new ProductBook());
    }

    @Test
    void aProductIsToldWithEachOfItsChangesToWhoKeepsStockAndFigures() {
        changed("PENDING", T);
        await().until(() -> statuses("inventory-tracking", id).equals(List.of("pending")));
        changed("ACTIVATE", T + 1);

        for (String receiver : List.of("inventory-tracking", "analytics")) {
            await().until(() -> statuses(receiver, id).equals(List.of("pending", "activate")));
        }
        assertThat(RECEIVERS.received("order-management", id)).isEmpty();
        assertThat(RECEIVERS.received("shipping-automation", id)).isEmpty();
    }

    @Test
    void whatAReviewFoundWrongReachesTheReceiver() {
        ObjectNode product = book.put(id, "ACTIVATE", T);
        product.putObject("audit").put("status", "FAILED");
        product.putArray("audit_failed_reasons")
                .addObject()
                .put("position", "Title")
                .putArray("reasons")
                .add("The title names another brand.");
        told(37, "\"product_id\":" + id + ",\"audit\":{\"status\":\"FAILED\"},\"update_time\":" + T);

        await().until(() -> statuses("analytics", id).equals(List.of("activate")));
        JsonNode audit = RECEIVERS.received("analytics", id).get(0).event().at("/data/audit");
        assertThat(audit.path("status").asText()).isEqualTo("failed");
        assertThat(audit.at("/failures/0/reasons/0").asText()).isEqualTo("The title names another brand.");
    }

    @Test
    void anIdOfMoreDigitsThanAnyNumberTypeIsReadAsItIs() {
        String long21 = "99" + id.substring(0, 15) + "1234";
        book.put(long21, "ACTIVATE", T);
        told(16, "\"product_id\":" + long21 + ",\"product_types\":[],\"update_time\":" + T);

        await().until(() -> shop.revision(long21) == 1);
    }

    @Test
    void everyProductOfACombinedListingIsRead() {
        book.put(id, "ACTIVATE", T);
        book.put(other, "ACTIVATE", T);
        told(
                42,
                "\"products\":[{\"id\":\"" + id + "\"}],\"added_product_ids\":[\"" + id
                        + "\"],\"removed_product_ids\":[\"" + other + "\"]");

        await().until(() -> shop.revision(id) == 1 && shop.revision(other) == 1);
    }

    @Test
    void aReplicatedProductIsReadInTheShopOfTheMarketThatItWentTo() {
        book.put(id, "DRAFT", T);
        String replicated = "\"source_product_id\":\"764c6e87eedcea90399a0dafcd572b71\",\"replicated_product\":"
                + "{\"product_id\":\"%s\",\"region\":\"%s\",\"result\":\"DRAFT\"}";
        told(51, replicated.formatted(other, "FR"));
        told(51, replicated.formatted(id, "GB"));

        await().until(() -> shop.revision(id) == 1);
        assertThat(shop.calls()).noneMatch(call -> call.path().endsWith(other));
    }

    @Test
    void aDeletedProductIsToldAsDeletedAndMayComeBack() {
        changed("ACTIVATE", T);
        await().until(() -> shop.revision(id) == 1);
        changed("DELETED", T + 1);
        await().until(() -> shop.revision(id) == 2);
        changed("SELLER_DEACTIVATED", T + 2);

        await().until(() ->
                statuses("inventory-tracking", id).equals(List.of("activate", "deleted", "seller_deactivated")));
    }

    @Test
    void aProductThatTikTokShopNoLongerKnowsIsToldAsDeletedAfterFiveLooks() {
        changed("ACTIVATE", T);
        await().until(() -> shop.revision(id) == 1 && shop.hints() == 0);
        book.remove(id);
        told(5, "\"product_id\":" + id + ",\"status\":\"PRODUCT_STATUS_CHANGED\",\"update_time\":" + (T + 5));
        await().until(() -> {
            lookAtOnce();
            return statuses("inventory-tracking", id).equals(List.of("activate", "deleted"));
        });

        assertThat(shop.hints()).isZero();
        assertThat(shop.parked()).isEmpty();
        assertThat(shop.calls().stream().filter(call -> call.path().endsWith(id)))
                .hasSize(7);
        assertThat(RECEIVERS.received("inventory-tracking", id))
                .filteredOn(
                        received -> received.event().at("/data/status").asText().equals("deleted"))
                .extracting(received -> received.event().path("time").asText())
                .containsExactly("2025-10-09T08:53:25Z");
    }

    @Test
    void aProductThatWasNeverKnownIsParkedAfterFiveLooks() {
        told(15, "\"product_id\":\"" + id + "\",\"update_time\":" + T);

        await().until(() -> {
            lookAtOnce();
            return shop.parked().equals(List.of(id));
        });
        assertThat(shop.revision(id)).isZero();
    }

    /** Does not wait ten minutes for five looks. */
    private void lookAtOnce() {
        database.sql("update hint set due_at = now() where shop_id = :shop and due_at > now() and owner is null")
                .param("shop", shop.id())
                .update();
    }

    private void changed(String status, long time) {
        book.put(id, status, time);
        told(5, "\"product_id\":" + id + ",\"status\":\"PRODUCT_STATUS_CHANGED\",\"update_time\":" + time);
    }
}
