package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    void anInvoiceMakesItsPackageBeReadAgain() {
        book.put(first, "PROCESSING", T);
        told(36, "\"package_id\":\"" + first + "\",\"order_ids\":[],\"invoice_status\":\"SUCCESS\"");

        await().until(() -> shop.revision(first) == 1);
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
