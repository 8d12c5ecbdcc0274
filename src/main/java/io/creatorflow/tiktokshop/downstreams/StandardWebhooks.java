package io.creatorflow.tiktokshop.downstreams;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Signs what goes to a receiver, by the Standard Webhooks scheme (standardwebhooks.com, symmetric signatures v1). */
@Component("standardWebhooks")
public class StandardWebhooks {

    private static final String PREFIX = "whsec_";

    /** Camel counts its redeliveries in headers, which the allow-list of the endpoint keeps inside. */
    private static final String REDELIVERIES = "CamelRedeliver";

    private final Environment settings;
    private final Clock clock;
    private final Duration deadline;
    private final Map<String, List<Mac>> keyed = new ConcurrentHashMap<>();

    StandardWebhooks(Environment settings, Clock clock, @Value("${deliveries.deadline}") Duration deadline) {
        this.settings = settings;
        this.clock = clock;
        this.deadline = deadline;
    }

    /**
     * Replaces the message by the bytes of a delivery, a batch or a ping, with nothing but the headers that go out: {@code webhook-id},
     * {@code webhook-timestamp} (unix seconds), {@code webhook-signature} and {@code Content-Type}.
     *
     * <p>The secret is the receiver's knob {@code downstream.<receiver>.secret}: {@code whsec_…}; two, joined by a comma,
     * while one is rotated.
     *
     * @throws IllegalArgumentException when a secret does not have that form
     * @throws ClaimExpired when the call might go on beyond the claim
     */
    public void sign(@ExchangeProperty("delivery") ToSign delivery, Exchange exchange) {
        if (!delivery.outlasts(deadline)) {
            throw new ClaimExpired();
        }
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Message message = exchange.getMessage();
        message.getHeaders().keySet().removeIf(name -> !name.startsWith(REDELIVERIES));
        byte[] body = delivery.body();
        message.setBody(body);
        message.setHeader(Exchange.CONTENT_TYPE, delivery.contentType());
        message.setHeader("webhook-id", delivery.id());
        message.setHeader("webhook-timestamp", timestamp);
        message.setHeader(
                "webhook-signature",
                signatures(keyed.computeIfAbsent(delivery.receiver(), this::keyed), delivery.id(), timestamp, body));
    }

    private List<Mac> keyed(String receiver) {
        return keys(settings.getRequiredProperty("downstream." + receiver + ".secret"));
    }

    static List<Mac> keys(String secrets) {
        return Arrays.stream(secrets.split(","))
                .map(secret -> keyedWith(secret.strip()))
                .toList();
    }

    static String signatures(List<Mac> keys, String id, String timestamp, byte[] body) {
        byte[] prefix = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        return keys.stream().map(key -> "v1," + signature(key, prefix, body)).collect(Collectors.joining(" "));
    }

    private static Mac keyedWith(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("A downstream's secret has to begin with " + PREFIX);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }

    private static String signature(Mac keyed, byte[] prefix, byte[] body) {
        try {
            Mac mac = (Mac) keyed.clone();
            mac.update(prefix);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("HmacSHA256 of this Java cannot be cloned", e);
        }
    }
}
