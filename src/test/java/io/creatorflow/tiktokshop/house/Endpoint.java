package io.creatorflow.tiktokshop.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An endpoint as a step or a {@code from} names it.
 *
 * @param uri as written; empty when the node has none
 * @param parameters as written
 */
public record Endpoint(String uri, Map<String, String> parameters) {

    /** The endpoint of a node with {@code uri} and {@code parameters}. */
    public static Endpoint of(JsonNode node) {
        Map<String, String> parameters = new LinkedHashMap<>();
        node.path("parameters")
                .properties()
                .forEach(p -> parameters.put(p.getKey(), p.getValue().asText()));
        return new Endpoint(node.path("uri").asText(), parameters);
    }

    /** The component: {@code direct}. */
    public String scheme() {
        return uri.replaceFirst("[:?].*", "");
    }

    /** What follows the component: {@code route-events} of {@code direct:route-events}; options are cut off. */
    public String path() {
        return uri.contains(":") ? uri.replaceFirst("^[^:]*:(//)?", "").replaceFirst("\\?.*", "") : "";
    }

    /** Component and name whether the name stands in the uri or in the parameter {@code name}. */
    public String target() {
        return scheme() + ":" + (path().isEmpty() ? parameters.getOrDefault("name", "") : path());
    }
}
