package io.creatorflow.tiktokshop.sandbox.receivers;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.creatorflow.tiktokshop.sandbox.faults.Chance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** One demo receiver: checks strictly, takes each id once, alone or in a batch, and remembers what it got. */
final class Receiver {

    static final String EVENT = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    /** Asks whether we are there and verify: nothing to remember. */
    private static final String PING = "com.creatorflow.tiktokshop.ping.v1";

    private final Webhook webhook;
    private final ReceiverSettings settings;
    private final AtomicLong requests = new AtomicLong();
    private volatile Memory memory;
    private volatile ReceiverFault fault = ReceiverFault.NONE;
    private volatile AtomicInteger faultsLeft = new AtomicInteger();

    Receiver(String secret, ReceiverSettings settings) {
        try {
            this.webhook = new Webhook(secret);
        } catch (EmptyWebhookSecretException e) {
            throw new IllegalArgumentException("A receiver needs a secret: set sandbox.receivers.secrets.<name>.", e);
        }
        this.settings = settings;
        this.memory = new Memory(settings);
    }

    Memory memory() {
        return memory;
    }

    ReceiverFault fault() {
        return fault;
    }

    void fault(ReceiverFault next) {
        faultsLeft = new AtomicInteger(next.onlyNext());
        fault = next;
    }

    void reset() {
        memory = new Memory(settings);
        fault(ReceiverFault.NONE);
    }

    /** Whether the fault in force hits this request. */
    boolean hit(ReceiverFault now, byte[] body) {
        if (now == ReceiverFault.NONE) {
            return false;
        }
        double percent = now.percent() == null ? 100 : now.percent();
        String subjects = now.subjects();
        boolean named = subjects == null || concerns(body, Pattern.compile(subjects));
        return named
                && Chance.strikes(1, requests.incrementAndGet(), "receiver", percent)
                && (now.onlyNext() == 0 || faultsLeft.getAndDecrement() > 0);
    }

    /**
     * Takes a request, wholly or not at all.
     *
     * @param contentType its media type
     * @param headers its three webhook headers
     * @param body its exact bytes
     * @param receivedAt real milliseconds since 1970
     * @throws EventRefused if it is not as it must be
     */
    void take(String contentType, Map<String, List<String>> headers, byte[] body, long receivedAt) throws EventRefused {
        boolean batch = batch(contentType);
        verify(headers, body);
        List<EventReader.Event> events = EventReader.read(body, batch);
        String webhookId = headers.getOrDefault("webhook-id", List.of("")).get(0);
        Memory.Arrival arrival =
                new Memory.Arrival(batch ? batchId(webhookId, events) : eventId(webhookId, events), receivedAt, body);
        Memory into = memory;
        for (EventReader.Event event : events) {
            if (!event.text("type").equals(PING)) {
                into.add(event, arrival);
            }
        }
    }

    private static boolean batch(String contentType) throws EventRefused {
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
        boolean batch = type.equalsIgnoreCase(BATCH);
        if (!batch && !type.equalsIgnoreCase(EVENT)) {
            throw new EventRefused(415, "bad-content-type", "Wanted: " + EVENT + " or " + BATCH + ".");
        }
        return batch;
    }

    private static String eventId(String webhookId, List<EventReader.Event> events) throws EventRefused {
        String id = events.get(0).text("id");
        if (!id.equals(webhookId)) {
            throw new EventRefused(400, "id-mismatch", "webhook-id is not the id of the event.");
        }
        return id;
    }

    private static String batchId(String webhookId, List<EventReader.Event> events) throws EventRefused {
        if (webhookId.indexOf('.') >= 0) {
            throw new EventRefused(400, "bad-batch-id", "webhook-id has a dot: what is signed is joined by dots.");
        }
        for (EventReader.Event event : events) {
            if (event.text("id").equals(webhookId)) {
                throw new EventRefused(400, "bad-batch-id", "webhook-id is the id of a member: a batch has its own.");
            }
        }
        return webhookId;
    }

    private void verify(Map<String, List<String>> headers, byte[] body) throws EventRefused {
        try {
            webhook.verify(new String(body, StandardCharsets.UTF_8), headers);
        } catch (WebhookVerificationException | RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            throw new EventRefused(401, "bad-signature", "The Standard Webhooks signature is not good: " + why);
        }
    }

    private static boolean concerns(byte[] body, Pattern subjects) {
        try {
            return EventReader.read(body, body.length > 0 && body[0] == '[').stream()
                    .anyMatch(event -> subjects.matcher(event.text("subject")).matches());
        } catch (EventRefused e) {
            return subjects.matcher("").matches();
        }
    }
}
