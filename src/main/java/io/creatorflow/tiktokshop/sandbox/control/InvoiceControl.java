package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.Packages;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets the invoice of a package succeed or fail. No call tells of it, only webhook 36. */
@RestController
final class InvoiceControl {

    private static final List<String> STATES = List.of("PROCESSING", "SUCCESS", "FAILED", "INVALID");

    /**
     * What became of an invoice.
     *
     * @param status one of PROCESSING, SUCCESS, FAILED, INVALID
     * @param reason invalid_reason; empty if left out
     */
    record Invoice(@Nullable String status, @Nullable String reason) {}

    private final Packages packages;
    private final Webhooks webhooks;

    InvoiceControl(Orders orders, Webhooks webhooks) {
        this.packages = new Packages(orders);
        this.webhooks = webhooks;
    }

    /** A webhook tells of the invoice of a package. */
    @PostMapping(path = "/packages/{packageId}/invoice", produces = "application/json")
    byte[] tell(@PathVariable String packageId, @RequestBody Invoice wish) {
        Order order = packages.orderOf(packageId);
        if (order == null) {
            throw new IllegalArgumentException(
                    "packageId " + packageId + " is not a package here: ship an order first.");
        }
        if (wish.status == null || !STATES.contains(wish.status)) {
            throw new IllegalArgumentException("status is what became of the invoice: give one of " + STATES + ".");
        }
        JsonText data = new JsonText(200).object().field("package_id", packageId);
        data.list("order_ids").value(order.id()).endList().field("invoice_status", wish.status);
        data.field("invalid_reason", wish.reason == null ? "" : wish.reason).endObject();
        webhooks.send(36, order.shop().id(), data.toString());
        return data.bytes();
    }
}
