package io.creatorflow.tiktokshop.development;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When the sandbox sent which webhook, and how it was answered. */
final class WebhookLog {

    private static final int LATEST = 2000;
    /** One change may be told by several webhooks, which follow each other closely. */
    private static final Duration ONE_CHANGE = Duration.ofMillis(700);

    /**
     * A webhook on its way to the integration.
     *
     * @param at when it was sent
     * @param status how it was answered, 0 for not at all
     * @param tookMillis how long the answer took
     */
    record Sent(Instant at, int status, long tookMillis) {}

    private final SandboxControl control;

    WebhookLog(SandboxControl control) {
        this.control = control;
    }

    /**
     * The webhook that told of the latest change of an order before a moment; of several that told of it, the first.
     *
     * @return nothing if none told of it
     */
    Optional<Sent> before(String orderId, Instant moment) {
        List<Sent> sent = sent(orderId).stream()
                .filter(webhook -> !webhook.at().isAfter(moment))
                .sorted(java.util.Comparator.comparing(Sent::at))
                .toList();
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        int first = sent.size() - 1;
        while (first > 0 && gap(sent.get(first - 1), sent.get(first)).compareTo(ONE_CHANGE) < 0) {
            first--;
        }
        return Optional.of(sent.get(first));
    }

    private List<Sent> sent(String orderId) {
        long made = control.get("webhooks").path("made").asLong();
        String path = "webhooks/deliveries?limit=" + LATEST + "&after=" + Math.max(0, made - LATEST) + "&orderId=";
        List<Sent> sent = new ArrayList<>();
        for (JsonNode delivery : control.get(path + orderId).path("deliveries")) {
            for (JsonNode attempt : delivery.path("attempts")) {
                sent.add(new Sent(
                        Instant.parse(attempt.path("sentAt").asText()),
                        attempt.path("status").asInt(),
                        attempt.path("tookMillis").asLong()));
            }
        }
        return sent;
    }

    private static Duration gap(Sent one, Sent next) {
        return Duration.between(one.at(), next.at());
    }
}
