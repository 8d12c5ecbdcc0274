package io.creatorflow.tiktokshop.support;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The four downstreams: they verify what comes in with the public library, and answer each entity as a test says. */
public final class ReceiversStub {

    /** All that a request of ours may carry. */
    public static final List<String> HEADERS = List.of(
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "content-type",
            "content-length",
            "host",
            "user-agent",
            "connection",
            "accept-encoding");

    public static final List<String> NAMES =
            List.of("order-management", "inventory-tracking", "analytics", "shipping-automation");
    public static final String SECRET = "whsec_dGhlIHJlY2VpdmVycyBvZiB0aGUgdGVzdHM=";

    /** One message as a receiver got it; the members of a batch share all but event and body, which are each one's own. */
    public record Received(
            String receiver,
            int status,
            String uri,
            Map<String, List<String>> headers,
            JsonNode event,
            byte[] body,
            Instant at) {

        /** The value of a header that came once. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(",", header.getValue()))
                    .findFirst()
                    .orElse("");
        }

        /** The short type of the event, such as {@code order.updated.v1}. */
        public String type() {
            return event.path("type").asText().replace(Message.TYPE_PREFIX, "");
        }
    }

    /** A message and its own bytes in the body of the request. */
    private record Member(JsonNode event, byte[] body) {}

    /** What a receiver answers to an event; a batch is answered with the highest status that a member of it gets. */
    @FunctionalInterface
    public interface Behaviour {
        /** Returns the status; may set headers, wait, or throw to cut the connection. */
        int answer(String receiver, JsonNode event, HttpExchange exchange) throws IOException;
    }

    private final ObjectMapper json = new ObjectMapper();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();

    // the last field: the others are there when the first request comes
    private final StubServer server = StubServer.start("receivers-stub", this::serve);

    private ReceiversStub() {}

    /** Starts them on a free port of 127.0.0.1. */
    public static ReceiversStub start() {
        return new ReceiversStub();
    }

    /** Where a receiver is. */
    public String url(String receiver) {
        return server.url() + "/" + receiver;
    }

    /** From now on, events about this entity are answered so. */
    public void answer(String entityId, Behaviour behaviour) {
        behaviours.put(entityId, behaviour);
    }

    /** From now on, pings of this receiver are answered so. */
    public void answerPing(String receiver, Behaviour behaviour) {
        behaviours.put("ping of " + receiver, behaviour);
    }

    /** What a receiver got about an entity, in order, whatever it answered. */
    public List<Received> received(String receiver, String entityId) {
        return received(entityId).stream()
                .filter(r -> r.receiver().equals(receiver))
                .toList();
    }

    /** What all receivers got about an entity, in order. */
    public List<Received> received(String entityId) {
        return received.stream()
                .filter(r -> r.event().path("subject").asText().equals(entityId))
                .toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        int status = 0;
        Instant at = Instant.now();
        try (exchange) {
            String receiver = exchange.getRequestURI().getPath().substring(1);
            byte[] body = exchange.getRequestBody().readAllBytes();
            String uri = exchange.getRequestURI().toString();
            Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
            List<Member> members = members(exchange, body);
            try {
                status = verified(headers, body) ? answer(receiver, members, exchange) : 401;
            } finally {
                int answered = status;
                received.addAll(members.stream()
                        .map(member ->
                                new Received(receiver, answered, uri, headers, member.event(), member.body(), at))
                        .toList());
            }
            if (exchange.getResponseCode() < 0) {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    /** The highest status that the behaviour of any member gives. */
    private int answer(String receiver, List<Member> members, HttpExchange exchange) throws IOException {
        int highest = members.isEmpty() ? 400 : 0;
        for (Member member : members) {
            int status = behaviours
                    .getOrDefault(told(member.event()), (name, any, http) -> 200)
                    .answer(receiver, member.event(), exchange);
            highest = Math.max(highest, status);
        }
        return highest;
    }

    private static String told(JsonNode event) {
        return event.path("type").asText().endsWith(".ping.v1")
                ? "ping of " + event.at("/data/receiver").asText()
                : event.path("subject").asText();
    }

    private List<Member> members(HttpExchange exchange, byte[] body) throws IOException {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (!type.startsWith("application/cloudevents-batch+json")) {
            JsonNode event = json.readTree(body);
            return event.isObject() ? List.of(new Member(event, body)) : List.of();
        }
        List<Member> members = new ArrayList<>();
        try (JsonParser parser = json.createParser(body)) {
            JsonToken first = parser.nextToken();
            while (first == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.START_OBJECT) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                JsonNode event = json.readTree(parser);
                int to = (int) parser.currentLocation().getByteOffset();
                members.add(new Member(event, Arrays.copyOfRange(body, from, to)));
            }
        }
        return members;
    }

    private static boolean verified(Map<String, List<String>> headers, byte[] body) {
        try {
            new Webhook(SECRET)
                    .verify(new String(body, StandardCharsets.UTF_8), HttpHeaders.of(headers, (name, value) -> true));
            return true;
        } catch (WebhookVerificationException | EmptyWebhookSecretException e) {
            return false;
        }
    }
}
