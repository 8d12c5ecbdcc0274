package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Orders: Get Order Detail takes 50 ids, Get Order List sorts by update time, so that orders that change meanwhile leave
 * the window. A masked recipient never replaces a clear one, and each order says whether it may be shipped.
 */
@Component
class OrderKind implements Kind {

    private final Duration hold;
    private final Duration untilStock;
    private final Deadlines deadlines;

    OrderKind(
            @Value("${orders.hold-after-payment}") Duration hold,
            @Value("${orders.look-at-stock-after}") Duration untilStock,
            @Value("${orders.due-before}") Duration dueBefore,
            @Value("${orders.hold-end-before}") Duration holdEndBefore) {
        this.hold = hold;
        this.untilStock = untilStock;
        this.deadlines = new Deadlines(hold, dueBefore, holdEndBefore);
    }

    @Override
    public String name() {
        return "order";
    }

    @Override
    public int idsPerCall() {
        return 50;
    }

    @Override
    public ApiRequest read(String shopId, List<String> ids) {
        return ApiRequest.forShop(shopId, Map.of("ids", String.join(",", ids)));
    }

    @Override
    public ApiRequest changed(String shopId, Instant from, Instant to) {
        Map<String, String> query = Map.of("page_size", "100", "sort_field", "update_time", "sort_order", "ASC");
        return new ApiRequest(shopId, Map.of(), query, Window.filter(from, to));
    }

    @Override
    public JsonNode listed(JsonNode data) {
        return data.path("orders");
    }

    @Override
    public String id(JsonNode source) {
        return source.path("id").asText("");
    }

    @Override
    public boolean sortedByUpdate() {
        return true;
    }

    @Override
    public Facts standing(Facts newer, Facts older) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.setAll(newer.content());
        content.set(
                "recipient",
                Recipient.merge(
                        older.content().get("recipient"), newer.content().path("recipient")));
        Deadlines.keep(older.content(), content);
        return newer.with(content);
    }

    @Override
    public void complete(ObjectNode content, Instant now) {
        content.set("release", Release.of(content, now, hold).json());
        deadlines.complete(content, now);
    }

    /** What the answer does not tell yet may be a cancellation: nothing is released. What was shipped stays so, as its stop is to be told. */
    @Override
    public void hold(@Nullable JsonNode previous, ObjectNode content) {
        Release.State before = Release.State.in(previous);
        if (before != Release.State.RELEASED && Release.State.in(content) == Release.State.RELEASED) {
            Release.State held = before == Release.State.DONE ? before : Release.State.NOT_READY;
            content.withObject("release").put("state", held.word());
        }
    }

    @Override
    public @Nullable Instant lookAgainAt(ObjectNode content, Instant now) {
        Release release = Release.of(content, now, hold);
        Instant due = deadlines.next(content, now);
        Instant at = release.state() == Release.State.NOT_READY ? release.at() : null;
        return at == null || due != null && due.isBefore(at) ? due : at;
    }

    /** The stock of what was ordered, once it was: the orders of some seconds are then one look at their products. */
    @Override
    public List<Implied> implied(@Nullable JsonNode previous, ObjectNode content, Instant now) {
        if (previous != null
                && Reservation.of(previous)
                        .json()
                        .equals(Reservation.of(content).json())) {
            return List.of();
        }
        String shopId = content.path("shopId").asText();
        return StreamSupport.stream(content.path("items").spliterator(), false)
                .map(item -> item.path("productId").asText(""))
                .filter(product -> !product.isEmpty())
                .distinct()
                .map(product -> new Implied(StockKind.NAME, new Wanted(shopId, product, null, now.plus(untilStock))))
                .toList();
    }

    @Override
    public List<Message> messages(@Nullable JsonNode previous, ObjectNode content, Instant asOf) {
        return OrderMessages.of(previous, content);
    }
}
