package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.PackageBook;
import io.creatorflow.tiktokshop.support.TestShop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a webhook about packages to the messages about them. */
@IntegrationTest
class PackageFlowTest extends EntityFlow<PackageBook> {

    private final String first = TestShop.newOrderId();
    private final String second = TestShop.newOrderId();

    PackageFlowTest() {
        super(new PackageBook());
    }

    @Test
    void everyPackageOfASplitIsReadAndToldWithEachOfItsChanges() {
        split("PROCESSING", T);
        for (String id : List.of(first, second)) {
            await().until(() -> statuses("shipping-automation", id).equals(List.of("processing")));
        }
        split("FULFILLING", T + 1);

        for (String id : List.of(first, second)) {
            for (String receiver : List.of("order-management", "shipping-automation", "analytics")) {
                await().until(() -> statuses(receiver, id).equals(List.of("processing", "fulfilling")));
            }
            assertThat(RECEIVERS.received("inventory-tracking", id)).isEmpty();
        }
    }

    @Test
    void aCombinationTellsWhichOrdersItsPackageHoldsAndTheOrdersTellThatTheirsAreReplaced() {
        String combined = TestShop.newOrderId();
        inPackage(first, "1" + first, T);
        inPackage(second, "1" + second, T);
        await().until(() -> packagesOf(first).equals(List.of("1" + first)));
        await().until(() -> packagesOf(second).equals(List.of("1" + second)));

        book.combine(combined, List.of(first, second), T + 1);
        List.of(first, second).forEach(order -> put(order, combined, T + 1));
        told(
                4,
                "\"sc_type\":\"COMBINE\",\"package_list\":[{\"package_id\":\"" + combined + "\",\"order_id_list\":[\""
                        + first + "\",\"" + second + "\"]}],\"update_time\":" + (T + 1));

        for (String receiver : List.of("order-management", "shipping-automation", "analytics")) {
            await().untilAsserted(() -> assertThat(RECEIVERS.received(receiver, combined))
                    .singleElement()
                    .satisfies(message -> {
                        assertThat(message.event().at("/data/splitOrCombined").asText())
                                .isEqualTo("combine");
                        assertThat(message.event().at("/data/orders").findValuesAsText("orderId"))
                                .containsExactlyInAnyOrder(first, second);
                    }));
        }
        for (String order : List.of(first, second)) {
            await().until(() -> packagesOf(order).equals(List.of(combined)));
        }
    }

    private void inPackage(String order, String id, long time) {
        put(order, id, time);
        shop.tell(order, "AWAITING_SHIPMENT", time);
    }

    private void put(String order, String id, long time) {
        ObjectNode told = shop.put(order, "AWAITING_SHIPMENT", time);
        told.putArray("packages").addObject().put("id", id);
        told.path("line_items").forEach(line -> ((ObjectNode) line).put("package_id", id));
    }

    /** As Order Management was told last. */
    private static List<String> packagesOf(String order) {
        List<String> all = RECEIVERS.received("order-management", order).stream()
                .filter(received -> received.type().equals("order.updated.v1"))
                .map(received ->
                        received.event().at("/data/fulfillment/packages").findValuesAsText("packageId"))
                .map(ids -> String.join(",", ids))
                .toList();
        return all.isEmpty() ? List.of() : List.of(all.get(all.size() - 1).split(","));
    }

    @Test
    void anInvoiceMakesItsPackageBeReadAgain() {
        book.put(first, "PROCESSING", T);
        told(36, "\"package_id\":\"" + first + "\",\"order_ids\":[],\"invoice_status\":\"SUCCESS\"");

        await().until(() -> shop.calls().stream().anyMatch(call -> call.path().endsWith("/packages/" + first)));
    }

    @Test
    void aFailedInvoiceIsToldWithItsReasonAndTheNewestStateStands() {
        invoice("PROCESSING", "", T);
        await().until(() -> invoices("order-management").equals(List.of("processing ")));
        invoice("FAILED", "NOT_FOUND", T + 60);
        invoice("PROCESSING", "", T + 30);

        for (String receiver : List.of("order-management", "shipping-automation", "analytics")) {
            await().until(() -> invoices(receiver).equals(List.of("processing ", "failed NOT_FOUND")));
        }
        assertThat(RECEIVERS.received("inventory-tracking", second)).isEmpty();
    }

    @Test
    void anInvoiceThatSucceededIsNotProcessedInTheSameSecondAndOneThatFailedMayBeSentAnew() {
        invoice("SUCCESS", "", T);
        await().until(() -> invoices("analytics").equals(List.of("success ")));
        invoice("PROCESSING", "", T);
        await().until(() -> shop.count(
                        "select count(*) from inbox_waiting join inbox using (day, body_sha256) where shop_id = :shop")
                == 0);
        invoice("FAILED", "NOT_FOUND", T + 60);
        await().until(() -> invoices("analytics").contains("failed NOT_FOUND"));
        invoice("PROCESSING", "", T + 90);

        await().until(() -> invoices("analytics").contains("processing "));
        assertThat(invoices("analytics")).containsExactly("success ", "failed NOT_FOUND", "processing ");
    }

    private void invoice(String status, String reason, long time) {
        shop.post("{\"type\":36,\"shop_id\":\"" + shop.id() + "\",\"timestamp\":" + time
                + ",\"data\":{\"package_id\":\""
                + second + "\",\"order_ids\":[],\"invoice_status\":\"" + status + "\",\"invalid_reason\":\"" + reason
                + "\"}}");
    }

    private List<String> invoices(String receiver) {
        return RECEIVERS.received(receiver, second).stream()
                .filter(received -> received.type().equals("invoice.updated.v1"))
                .map(received -> received.event().at("/data/status").asText() + " "
                        + received.event().at("/data/reason").asText())
                .toList();
    }

    private void split(String status, long time) {
        book.put(first, status, time);
        book.put(second, status, time);
        told(
                4,
                "\"sc_type\":\"SPLIT\",\"package_list\":[{\"package_id\":\"" + first
                        + "\",\"order_id_list\":[]},{\"package_id\":\"" + second
                        + "\",\"order_id_list\":[]}],\"update_time\":" + time);
    }
}
