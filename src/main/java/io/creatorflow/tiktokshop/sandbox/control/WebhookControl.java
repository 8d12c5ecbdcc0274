package io.creatorflow.tiktokshop.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.webhooks.Delivery;
import io.creatorflow.tiktokshop.sandbox.webhooks.Notice;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where webhooks go, what became of them, and sending one of any kind. */
@RestController
@RequestMapping(path = "/webhooks", produces = "application/json")
final class WebhookControl {

    /**
     * Where webhooks go.
     *
     * @param url an http address; empty for nowhere
     */
    record Address(@Nullable String url) {}

    /**
     * A webhook of any kind: either its whole body, or its parts.
     *
     * @param body the exact text to sign and send, without faults
     * @param type its number
     * @param shopId shop_id
     * @param data its data
     */
    record Anything(
            @Nullable String body,
            @Nullable Integer type,
            @Nullable String shopId,
            @Nullable JsonNode data) {}

    private final Webhooks webhooks;

    WebhookControl(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** How many wait, are on their way, and were made. */
    @GetMapping
    Map<String, Long> counts() {
        return webhooks.counts();
    }

    /** Sends one of any kind. */
    @PostMapping
    Map<String, Long> send(@RequestBody Anything wish) {
        if (wish.body != null) {
            webhooks.sendExactly(wish.body);
        } else if (wish.type != null && wish.shopId != null && wish.data != null) {
            webhooks.send(wish.type, wish.shopId, wish.data.toString());
        } else {
            throw new IllegalArgumentException(
                    "body, or type with shopId and data, is what to send: give one of the two.");
        }
        return webhooks.counts();
    }

    /** Where they go. */
    @GetMapping("/address")
    Address address() {
        URI to = webhooks.address();
        return new Address(to == null ? "" : to.toString());
    }

    /** Sends them elsewhere from now on. */
    @PutMapping("/address")
    Address address(@RequestBody Address wish) {
        String url = wish.url == null ? "" : wish.url;
        if (!url.isEmpty() && !url.matches("https?://[^\\s/]+(/\\S*)?")) {
            throw new IllegalArgumentException("url is where webhooks go: give an http address, or empty for nowhere.");
        }
        webhooks.address(url.isEmpty() ? null : URI.create(url));
        return address();
    }

    /** Deliveries after a number, oldest first, with each attempt. */
    @GetMapping("/deliveries")
    byte[] deliveries(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "10000") int limit,
            @RequestParam(defaultValue = "") String orderId) {
        JsonText json = new JsonText(65_536).object().list("deliveries");
        for (Delivery delivery : webhooks.deliveries(after, limit)) {
            if (orderId.isEmpty() || delivery.notice().orderId().equals(orderId)) {
                write(json, delivery);
            }
        }
        return json.endList().endObject().bytes();
    }

    private static void write(JsonText json, Delivery delivery) {
        Notice notice = delivery.notice();
        json.object().field("number", delivery.number()).field("type", notice.type());
        json.field("notificationId", notice.notificationId()).field("shopId", notice.shopId());
        json.field("orderId", notice.orderId()).field("orderStatus", notice.orderStatus());
        json.field("state", delivery.state().name()).list("attempts");
        for (Delivery.Attempt attempt : delivery.attempts()) {
            json.object().field("sentAt", Instant.ofEpochMilli(attempt.sentAt()).toString());
            json.field("tookMillis", attempt.tookMillis()).field("status", attempt.status());
            json.field("failure", attempt.failure()).endObject();
        }
        json.endList().endObject();
    }
}
