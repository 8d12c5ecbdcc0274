package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.sandbox.orders.Timeline;
import java.util.ArrayList;
import java.util.List;

/** The body of a search; what is not given means all. */
final class Filter {

    private static final List<String> TIMES = List.of("create_time_", "update_time_");
    private static final List<String> ENDS = List.of("ge", "lt", "le");

    private final JsonNode body;

    /**
     * Reads a filter.
     *
     * @param lists its lists of values
     * @throws IllegalArgumentException when a list is no list, or a time no number
     */
    Filter(JsonNode body, List<String> lists) {
        this.body = body;
        for (String list : lists) {
            require(list, body.path(list).isArray());
        }
        TIMES.forEach(time ->
                ENDS.forEach(end -> require(time + end, body.path(time + end).isIntegralNumber())));
    }

    /**
     * A text.
     *
     * @param words what it may be; the first one when it is not given
     * @throws IllegalArgumentException when it is none of them
     */
    String oneOf(String name, List<String> words) {
        String word = body.path(name).asText(words.get(0));
        require(name, words.contains(word));
        return word;
    }

    /** Whether a list is not given, or holds one of these. */
    boolean listed(String list, List<String> values) {
        List<String> given = new ArrayList<>();
        body.path(list).forEach(node -> given.add(node.asText()));
        return !body.has(list) || values.stream().anyMatch(given::contains);
    }

    /** Whether it asks for one of these. */
    boolean hasAny(List<String> names) {
        return names.stream().anyMatch(body::has);
    }

    /** The times it asks for: not before {@code …_ge}, before {@code …_lt}, and not after {@code …_le}. */
    Timeline.Span span() {
        return new Timeline.Span(from("create_time"), to("create_time"), from("update_time"), to("update_time"));
    }

    private long from(String time) {
        return body.path(time + "_ge").asLong(0);
    }

    private long to(String time) {
        long last = body.path(time + "_le").asLong(Long.MAX_VALUE);
        return Math.min(body.path(time + "_lt").asLong(Long.MAX_VALUE), last == Long.MAX_VALUE ? last : last + 1);
    }

    private void require(String name, boolean good) {
        if (body.has(name) && !good) {
            throw new IllegalArgumentException(name);
        }
    }
}
