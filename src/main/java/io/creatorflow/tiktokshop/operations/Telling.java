package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Puts what happened into the order of time and into words. */
record Telling(List<ObjectNode> into, String what, String time, Function<JsonNode, String> words) {

    static Telling of(List<ObjectNode> into, String what, String time, Function<JsonNode, String> words) {
        return new Telling(into, what, time, words);
    }

    void add(List<ObjectNode> items) {
        for (ObjectNode item : items) {
            ObjectNode told = item.objectNode();
            told.put("at", item.path(time).asText());
            told.put("what", what);
            told.put("say", words.apply(item));
            told.setAll(item);
            told.remove(List.of("why", "mend"));
            into.add(told);
        }
    }

    /** From the earliest to the latest. */
    static List<ObjectNode> inOrder(List<ObjectNode> story) {
        return story.stream()
                .sorted(Comparator.comparing(
                        told -> OffsetDateTime.parse(told.path("at").asText())))
                .toList();
    }

    static String event(JsonNode event) {
        String name = event.path("name").isNull()
                ? "an unknown type"
                : event.path("name").asText();
        return "A webhook came: " + name + ".";
    }

    static String read(JsonNode entity) {
        return "It was read from TikTok Shop: revision "
                + entity.path("revision").asText() + " is what it said.";
    }

    static String message(JsonNode message) {
        return "Revision " + message.path("revision").asText() + " made the message "
                + message.path("type").asText() + ".";
    }

    static String outcome(JsonNode done) {
        String receiver = done.path("receiver").asText();
        String type = done.path("type").asText() + " of revision "
                + done.path("revision").asText();
        String failed = done.path("attempts").asInt() == 0
                ? ""
                : " after " + done.path("attempts").asText() + " failed attempts";
        return switch (done.path("outcome").asText()) {
            case "delivered" -> receiver + " took " + type + failed + ".";
            case "superseded" -> type + " was replaced by a newer one before " + receiver + " got it.";
            default -> "A filter of " + receiver + " left out " + type + ".";
        };
    }

    static String parked(JsonNode parked) {
        return parked.path("receiver").asText() + " did not take "
                + parked.path("type").asText() + ": " + parked.path("reason").asText() + ".";
    }
}
