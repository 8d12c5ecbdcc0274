package io.creatorflow.tiktokshop.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The orders of one test's shop, as TikTok Shop would tell them. The buyer of each is a canary: {@link SuiteOutput}. */
public final class OrderBook {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectNode TEMPLATE = template();

    private final Map<String, ObjectNode> orders = new ConcurrentHashMap<>();

    /** Puts an order into a status at a time, unix seconds. */
    public ObjectNode put(String id, String status, long updateTime) {
        ObjectNode order = orders.computeIfAbsent(id, none -> bought());
        order.put("id", id).put("status", status).put("update_time", updateTime);
        order.path("line_items").forEach(line -> ((ObjectNode) line).put("display_status", status));
        return order;
    }

    private static ObjectNode bought() {
        ObjectNode order = TEMPLATE.deepCopy();
        new Canary().into(order);
        return order;
    }

    /** Answers Get Order Detail and Get Order List from this book. */
    public Answer answer() {
        return (request, exchange) -> {
            String ids = request.query().get("ids");
            ObjectNode data = JSON.createObjectNode();
            var list = data.putArray("orders");
            if (ids == null) {
                orders.values().forEach(list::add);
            } else {
                Arrays.stream(ids.split(",")).filter(orders::containsKey).forEach(id -> list.add(orders.get(id)));
            }
            TikTokShopStub.ok(data.toString()).to(request, exchange);
        };
    }

    /** What the book says now, whenever it is asked. */
    public Answer snapshot() {
        OrderBook copy = new OrderBook();
        orders.forEach((id, order) -> copy.orders.put(id, order.deepCopy()));
        return copy.answer();
    }

    private static ObjectNode template() {
        try {
            return (ObjectNode)
                    JSON.readTree(
                            Files.readString(
                                    Path.of(
                                            "src/test/resources/examples/order-status-change/awaiting-shipment-after-on-hold/tiktok-order.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
