package io.creatorflow.tiktokshop.development;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the demo receivers got since the last look. */
final class Receipts {

    private static final String TYPES = "com.creatorflow.tiktokshop.";
    private static final int MOST = 5000;

    private final Map<String, Long> seen = new HashMap<>();
    private final SandboxControl control;

    Receipts(SandboxControl control) {
        this.control = control;
    }

    /** Everything new, each receiver's messages in their order. */
    List<Receipt> fresh() {
        List<Receipt> fresh = new ArrayList<>();
        for (String receiver : DevelopmentSettings.RECEIVERS.keySet()) {
            long after = seen.getOrDefault(receiver, 0L);
            String path = "receivers/" + receiver + "/messages?after=" + after + "&limit=" + MOST;
            for (JsonNode message : control.get(path).path("messages")) {
                seen.put(receiver, message.path("number").asLong());
                fresh.add(receipt(receiver, message));
            }
        }
        return fresh;
    }

    private static Receipt receipt(String receiver, JsonNode message) {
        String type = message.path("type").asText();
        return new Receipt(
                receiver,
                message.path("subject").asText(),
                type.startsWith(TYPES) ? type.substring(TYPES.length()) : type,
                message.path("status").asText(),
                Instant.parse(message.path("receivedAt").asText()));
    }
}
