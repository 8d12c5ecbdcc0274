package io.creatorflow.tiktokshop.pulls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.entities.Hints;
import io.creatorflow.tiktokshop.entities.MappingException;
import io.creatorflow.tiktokshop.entities.OrderAnswer;
import io.creatorflow.tiktokshop.entities.OrderReading;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pages through the orders of a window, oldest update first, so that orders that change meanwhile move behind it. */
@Component("orderPull")
public class OrderPull {

    private static final String PAGE_SIZE = "100";

    private final OrderReading reading;
    private final Hints hints;

    OrderPull(OrderReading reading, Hints hints) {
        this.reading = reading;
        this.hints = hints;
    }

    /** The first page of a window. */
    public PullPage first(@Body Pull pull) {
        return PullPage.first(pull);
    }

    /** Get Order List for a page. */
    public ApiRequest request(@ExchangeProperty("page") PullPage page) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("page_size", PAGE_SIZE);
        query.put("sort_field", "update_time");
        query.put("sort_order", "ASC");
        if (!page.token().isEmpty()) {
            query.put("page_token", page.token());
        }
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        filter.put("update_time_ge", page.pull().from().getEpochSecond());
        filter.put("update_time_lt", page.pull().to().getEpochSecond());
        return new ApiRequest(page.pull().shopId(), Map.of(), query, filter);
    }

    /** The page after this one; null when it was the last. */
    public @Nullable PullPage next(@ExchangeProperty("page") PullPage page, @Body ApiResponse response) {
        String token = response.data().path("next_page_token").asText("");
        return token.isEmpty() ? null : page.next(token, response.requestId());
    }

    /**
     * The page to read now.
     *
     * @return null when there is none
     * @throws PagesGoRound when it was read already
     */
    public @Nullable PullPage turn(@ExchangeProperty("page-after") @Nullable PullPage next) {
        return next == null ? null : next.turn();
    }

    /**
     * Maps a page. An order that cannot be mapped is left to a hint, which sorts it out on its own.
     */
    public OrderAnswer answer(@ExchangeProperty("page") PullPage page, @Body ApiResponse response) {
        String shopId = page.pull().shopId();
        try {
            return new OrderAnswer(shopId, reading.map(shopId, response), null, true);
        } catch (MappingException e) {
            hints.ask("order", wanted(shopId, response), true);
            return new OrderAnswer(shopId, List.of(), null, true);
        }
    }

    /**
     * A page that could not be merged is left to hints, which halve it until the order at fault stands alone. They name the
     * update time that the page has shown, so that an older answer does not satisfy them.
     */
    public void askInstead(@Body OrderAnswer answer) {
        List<Wanted> wanted = answer.orders().stream()
                .map(order -> Wanted.now(answer.shopId(), order.entityId(), order.updateTime()))
                .toList();
        hints.ask("order", wanted, true);
    }

    private static List<Wanted> wanted(String shopId, ApiResponse response) {
        return StreamSupport.stream(response.data().path("orders").spliterator(), false)
                .filter(order -> !order.path("id").asText("").isEmpty())
                .map(order -> Wanted.now(shopId, order.path("id").asText(), updateTime(order)))
                .toList();
    }

    private static @Nullable Instant updateTime(JsonNode order) {
        long seconds = order.path("update_time").asLong(0);
        return seconds > 0 ? Instant.ofEpochSecond(seconds) : null;
    }
}
