package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSale;
import java.util.ArrayList;
import java.util.List;

/** What a search of cancellations or returns asks for; what is not given means all. */
final class AfterSaleFilter {

    private final String prefix;
    private final JsonNode body;

    /**
     * Reads a filter.
     *
     * @throws IllegalArgumentException when a list is no list, or a time no number
     */
    AfterSaleFilter(String prefix, JsonNode body) {
        this.prefix = prefix;
        this.body = body;
        for (String list : List.of(prefix + "_ids", "order_ids", prefix + "_types", prefix + "_status")) {
            if (body.has(list) && !body.path(list).isArray()) {
                throw new IllegalArgumentException(list);
            }
        }
        for (String time : List.of("create_time_ge", "create_time_lt", "update_time_ge", "update_time_lt")) {
            if (body.has(time) && !body.path(time).isIntegralNumber()) {
                throw new IllegalArgumentException(time);
            }
        }
    }

    boolean accepts(AfterSale sale) {
        return listed(prefix + "_ids", sale.id())
                && listed("order_ids", sale.order().id())
                && listed(prefix + "_types", sale.type())
                // The filter of cancellations spells CANCEL what the answer spells CANCELLED.
                && (listed(prefix + "_status", sale.status())
                        || listed(prefix + "_status", sale.status().replaceFirst("CANCELLED$", "CANCEL")))
                && inside("create_time", sale.createTime())
                && inside("update_time", sale.updateTime());
    }

    private boolean listed(String list, String value) {
        List<String> values = new ArrayList<>();
        body.path(list).forEach(node -> values.add(node.asText()));
        return !body.has(list) || values.contains(value);
    }

    private boolean inside(String time, long value) {
        return value >= body.path(time + "_ge").asLong(0)
                && value < body.path(time + "_lt").asLong(Long.MAX_VALUE);
    }
}
