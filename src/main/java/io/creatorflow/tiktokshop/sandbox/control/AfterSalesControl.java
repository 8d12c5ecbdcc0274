package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSale;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSale.Kind;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.Returns;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes returns and moves them on, and tells how cancellations and returns really are. */
@RestController
@RequestMapping(produces = "application/json")
final class AfterSalesControl {

    /**
     * A return to be asked for.
     *
     * @param type REFUND, RETURN_AND_REFUND (if left out) or REPLACEMENT
     * @param webhooks whether a webhook tells of it, true if left out
     */
    record NewReturn(@Nullable String type, @Nullable Boolean webhooks) {}

    /**
     * What becomes of a return.
     *
     * @param to its next status
     * @param webhooks whether a webhook tells of it, true if left out
     */
    record ReturnMove(@Nullable String to, @Nullable Boolean webhooks) {}

    private final Orders orders;
    private final Returns returns;
    private final Webhooks webhooks;
    private final Lookup lookup;

    AfterSalesControl(Shops shops, Orders orders, Returns returns, Webhooks webhooks) {
        this.orders = orders;
        this.returns = returns;
        this.webhooks = webhooks;
        this.lookup = new Lookup(shops, orders);
    }

    /** The buyer asks for money or goods. */
    @PostMapping("/orders/{orderId}/returns")
    byte[] ask(@PathVariable String orderId, @RequestBody(required = false) @Nullable NewReturn given) {
        String type = given == null || given.type == null ? "RETURN_AND_REFUND" : given.type;
        return happened(returns.ask(lookup.order(orderId), type), given == null ? null : given.webhooks);
    }

    /** A return goes on. */
    @PostMapping("/returns/{returnId}/move")
    byte[] move(@PathVariable String returnId, @RequestBody ReturnMove wish) {
        AfterSale before = orders.afterSales().find(Kind.RETURN, returnId);
        if (before == null) {
            throw new IllegalArgumentException("returnId " + returnId
                    + " is not a return here: make one by POST /sandbox/orders/{orderId}/returns.");
        }
        if (wish.to == null) {
            throw new IllegalArgumentException("to is the next status of the return: give one.");
        }
        return happened(returns.move(before, wish.to), wish.webhooks);
    }

    /** All cancellations of a shop, oldest first. */
    @GetMapping("/shops/{shopId}/cancellations")
    byte[] cancellations(@PathVariable String shopId) {
        return all(shopId, Kind.CANCELLATION, "cancellations");
    }

    /** All returns of a shop, oldest first. */
    @GetMapping("/shops/{shopId}/returns")
    byte[] returns(@PathVariable String shopId) {
        return all(shopId, Kind.RETURN, "returns");
    }

    private byte[] all(String shopId, Kind kind, String list) {
        JsonText json = new JsonText(4_096).object().list(list);
        orders.afterSales().of(lookup.shop(shopId), kind).all().forEach(sale -> brief(json, sale));
        return json.endList().endObject().bytes();
    }

    private byte[] happened(Returns.Told told, @Nullable Boolean heard) {
        if (heard == null || heard) {
            webhooks.tell(List.of(told.news()), 0);
        }
        JsonText json = new JsonText(200);
        brief(json, told.now());
        return json.bytes();
    }

    private static void brief(JsonText json, AfterSale sale) {
        json.object().field("id", sale.id()).field("orderId", sale.order().id());
        json.field("type", sale.type()).field("status", sale.status()).field("updateTime", sale.updateTime());
        json.endObject();
    }
}
