package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some of many.
 *
 * @param next what to give as {@code after} to go on; null when this was the last
 */
record Page(List<ObjectNode> items, @Nullable String next) {

    /**
     * A page whose last item says where the next one begins.
     *
     * @param keys members of an item that tell its place, joined by {@code ~}
     */
    static Page of(List<ObjectNode> items, int limit, String... keys) {
        if (items.size() < limit) {
            return new Page(items, null);
        }
        JsonNode last = items.get(items.size() - 1);
        return new Page(
                items, Stream.of(keys).map(key -> last.path(key).asText()).collect(Collectors.joining("~")));
    }
}
