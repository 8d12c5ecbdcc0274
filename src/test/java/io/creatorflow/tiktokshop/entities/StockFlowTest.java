package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.ingress.WebhookSamples;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.MessageContract;
import io.creatorflow.tiktokshop.support.StockBook;
import io.creatorflow.tiktokshop.support.TestShop;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From webhooks and orders to the messages about stock. */
@IntegrationTest
class StockFlowTest {

    private static final long T = 1_760_000_000;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    private final StockBook book = new StockBook();
    private final String product = TestShop.newOrderId();
    private final String sku = "1" + product;
    private TestShop shop;

    @BeforeEach
    void connect() {
        shop = TestShop.connect(context);
        shop.answers(book.answer(shop.fromBook()));
    }

    @Test
    void anAlertIsToldAndMakesTheStockOfItsProductBeReadAndTold() {
        book.put(product, 7);
        alert("LOW_STOCK", T);

        for (String receiver : List.of("inventory-tracking", "analytics")) {
            await().until(() -> levels(receiver).equals(List.of(7)));
            await().until(() -> alerts(receiver).equals(List.of("low_stock")));
        }
        for (String receiver : List.of("order-management", "shipping-automation")) {
            assertThat(RECEIVERS.received(receiver, product)).isEmpty();
            assertThat(RECEIVERS.received(receiver, sku)).isEmpty();
        }
        assertThat(RECEIVERS.received("analytics", product))
                .allSatisfy(received ->
                        assertThat(MessageContract.violations(received.event())).isEmpty());
        assertThat(RECEIVERS.received("analytics", sku))
                .allSatisfy(received ->
                        assertThat(MessageContract.violations(received.event())).isEmpty());
    }

    @Test
    void theNewestAlertStandsInWhateverOrderTheyCome() {
        book.put(product, 0);
        alert("OUT_OF_STOCK", T + 60);
        await().until(() -> alerts("inventory-tracking").equals(List.of("out_of_stock")));
        alert("LOW_STOCK", T);
        alert("OUT_OF_STOCK", T + 60);
        alert("SUFFICIENT_STOCK", T + 120);

        await().until(() -> alerts("inventory-tracking").equals(List.of("out_of_stock", "sufficient_stock")));
        assertThat(shop.revision(sku)).isEqualTo(2);
    }

    @Test
    void whatIsReadAgainAndEqualMakesNoRevision() {
        book.put(product, 7);
        alert("LOW_STOCK", T);
        await().until(() -> shop.revision(product) == 1 && waiting() == 0);
        alert("LOW_STOCK", T + 1);
        await().until(() -> book.reads().size() == 2 && waiting() == 0);
        assertThat(shop.revision(product)).isEqualTo(1);

        book.put(product, 5);
        alert("LOW_STOCK", T + 2);

        await().until(() -> levels("inventory-tracking").equals(List.of(7, 5)));
    }

    @Test
    void aChangeThatNamesNoShopIsLookedAtWhereTheProductIsKnownAndToldInAnyCase() {
        book.put(product, 7);
        String unknown = changed("1");
        await().until(() -> RECEIVERS.received("analytics", unknown).size() == 1);
        assertThat(book.reads()).isEmpty();

        alert("LOW_STOCK", T);
        await().until(() -> shop.revision(product) == 1 && waiting() == 0);
        book.put(product, 6);
        String known = changed("2");

        await().until(() -> levels("inventory-tracking").equals(List.of(7, 6)));
        await().until(() -> RECEIVERS.received("analytics", known).size() == 1);
        assertThat(RECEIVERS.received("analytics", known).get(0).event().findValuesAsText("trigger_source"))
                .containsExactly("api_sync");
    }

    @Test
    void whatOrdersReserveMakesTheStockOfTheirProductsBeReadInOneLook() {
        String first = TestShop.newOrderId();
        String second = TestShop.newOrderId();
        place(first, "UNPAID", T);
        place(second, "UNPAID", T);
        await().until(() -> shop.revision(first) == 1 && shop.revision(second) == 1);
        assertThat(later()).isEqualTo(1);
        book.put(product, 7);
        due();
        await().until(() -> levels("inventory-tracking").equals(List.of(7)));
        assertThat(book.reads()).containsExactly(List.of(product));

        place(first, "AWAITING_SHIPMENT", T + 1);
        await().until(() -> shop.revision(first) == 2);
        assertThat(later()).as("still reserved").isZero();
        place(first, "CANCELLED", T + 2);
        await().until(() -> shop.revision(first) == 3);
        assertThat(later()).isEqualTo(1);
    }

    private void place(String order, String status, long time) {
        ObjectNode told = shop.put(order, status, time);
        told.path("line_items").forEach(line -> ((ObjectNode) line).put("product_id", product));
        shop.tell(order, status, time);
    }

    private void alert(String status, long time) {
        shop.post(
                "{\"type\":27,\"shop_id\":\"" + shop.id() + "\",\"timestamp\":" + time + ",\"data\":{\"product_id\":\""
                        + product + "\",\"sku_id\":\"" + sku + "\",\"trigger_reason\":{\"alert_type\":\"REALTIME\","
                        + "\"low_stock_threshold\":10},\"current_inventory_status\":\"" + status
                        + "\",\"inventory_distribution\":{\"total_quantity\":8,\"available_quantity\":7},\"update_time\":"
                        + time
                        + "}}");
    }

    /** Returns what the event is known by. */
    private String changed(String event) {
        String body = "{\"event_id\":\"" + event + product + "\",\"occurred_at\":\"2025-10-09T08:53:20.123456789Z\","
                + "\"product_id\":\"" + product + "\",\"sku_id\":\"" + sku
                + "\",\"quantity_snapshot_after_change\":{\"total_available_quantity\":99},"
                + "\"change_detail\":[{\"trigger_source\":\"api_sync\",\"available_quantity_delta\":-1}]}";
        shop.post(body);
        return WebhookSamples.sha256(body);
    }

    private List<Integer> levels(String receiver) {
        return RECEIVERS.received(receiver, product).stream()
                .map(received -> received.event()
                        .at("/data/skus/0/warehouses/0/available")
                        .asInt())
                .toList();
    }

    private List<String> alerts(String receiver) {
        return RECEIVERS.received(receiver, sku).stream()
                .map(received -> received.event().at("/data/status").asText())
                .toList();
    }

    private int waiting() {
        return shop.count("select count(*) from hint where kind = 'stock' and shop_id = :shop");
    }

    private int later() {
        return shop.count("select count(*) from hint where kind = 'stock' and shop_id = :shop"
                + " and due_at > clock_timestamp() + interval '50 minutes'");
    }

    private void due() {
        database.sql("update hint set due_at = clock_timestamp() where kind = 'stock' and shop_id = :shop")
                .param("shop", shop.id())
                .update();
    }
}
