package io.creatorflow.tiktokshop.benchmark.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Verifies the signature, inserts, commits, answers. */
@RestController
class WebhookController {

    private final EventTable events;
    private final PostingWorker worker;
    private final ObjectMapper json;
    private final byte[] appKey;
    private final SecretKeySpec secret;

    WebhookController(
            EventTable events,
            PostingWorker worker,
            ObjectMapper json,
            @Value("${tiktok-shop.app-key}") String appKey,
            @Value("${tiktok-shop.app-secret}") String secret) {
        this.events = events;
        this.worker = worker;
        this.json = json;
        this.appKey = appKey.getBytes(StandardCharsets.UTF_8);
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    @GetMapping("/health")
    String health() {
        return "UP";
    }

    @PostMapping("/worker/{state}")
    void worker(@PathVariable String state) {
        switch (state) {
            case "resting" -> worker.rest();
            case "plain" -> worker.plain();
            case "strong" -> worker.strong();
            default -> throw new IllegalArgumentException(state);
        }
    }

    @PostMapping("/webhooks/tiktok-shop")
    ResponseEntity<Void> receive(@RequestHeader("Authorization") String signature, @RequestBody byte[] body)
            throws GeneralSecurityException, IOException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        mac.update(appKey);
        byte[] expected = HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.ISO_8859_1);
        if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.ISO_8859_1))) {
            return ResponseEntity.status(401).build();
        }
        JsonNode envelope = json.readTree(body);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
        events.insert(
                hash, envelope.path("type").asInt(), envelope.path("shop_id").asText(), body);
        return ResponseEntity.ok().build();
    }
}
