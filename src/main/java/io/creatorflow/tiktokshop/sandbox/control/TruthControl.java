package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.OrderJson;
import io.creatorflow.tiktokshop.sandbox.orders.OrderState;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.Packages;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.tiktokapi.CallCounts;
import java.util.Map;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells the truth: what orders really are, without checks and without faults. */
@RestController
@RequestMapping(produces = "application/json")
final class TruthControl {

    private final Orders orders;
    private final OrderJson orderJson;
    private final Packages packages;
    private final CallCounts calls;
    private final Lookup lookup;

    TruthControl(Shops shops, Orders orders, OrderJson orderJson, CallCounts calls) {
        this.orders = orders;
        this.orderJson = orderJson;
        this.packages = new Packages(orders);
        this.calls = calls;
        this.lookup = new Lookup(shops, orders);
    }

    /** All orders of a shop, oldest first, in few words. */
    @GetMapping("/shops/{shopId}/orders")
    byte[] orders(
            @PathVariable String shopId,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "1000000") int limit) {
        JsonText json = new JsonText(65_536).object().list("orders");
        orders.of(lookup.shop(shopId)).all().stream()
                .filter(order -> order.number() > after)
                .limit(limit)
                .forEach(order -> brief(json.object(), order, order.state()).endObject());
        return json.endList().endObject().bytes();
    }

    /** All packages of a shop, in the order of their orders, as a search shows them. */
    @GetMapping("/shops/{shopId}/packages")
    byte[] packages(@PathVariable String shopId) {
        JsonText json = new JsonText(65_536).object().list("packages");
        orders.of(lookup.shop(shopId))
                .all()
                .forEach(order -> packages.of(order).forEach(id -> packages.brief(json, order, id)));
        return json.endList().endObject().bytes();
    }

    /** One order: in few words, as the API shows it, and its latest states. */
    @GetMapping("/orders/{orderId}")
    byte[] order(@PathVariable String orderId) {
        Order order = lookup.order(orderId);
        JsonText json = brief(new JsonText(16_384).object(), order, order.state());
        json.field("shopId", order.shop().id()).list("states");
        order.states().forEach(state -> brief(json.object(), order, state).endObject());
        json.endList().list("order");
        orderJson.write(json, order, order.state());
        return json.endList().endObject().bytes();
    }

    /** What was called how often, and how it ended. */
    @GetMapping("/api-calls")
    Map<String, Long> calls() {
        return calls.counts();
    }

    /** Counts calls from nothing again. */
    @DeleteMapping("/api-calls")
    Map<String, Long> forgetCalls() {
        calls.reset();
        return calls.counts();
    }

    private static JsonText brief(JsonText json, Order order, OrderState state) {
        json.field("orderId", order.id()).field("status", state.status().name());
        return json.field("updateTime", state.updateTime()).field("requestOpen", state.requestOpen());
    }
}
