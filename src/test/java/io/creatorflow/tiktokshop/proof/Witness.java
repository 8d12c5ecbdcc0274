package io.creatorflow.tiktokshop.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The four downstreams: checks each signature, writes every request down, and misbehaves as it is told. */
final class Witness implements AutoCloseable {

    static final List<String> RECEIVERS =
            List.of("order-management", "inventory-tracking", "analytics", "shipping-automation");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Webhook signatures;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicInteger unsigned = new AtomicInteger();
    private final AtomicInteger rewritten = new AtomicInteger();
    private final Map<String, Integer> bodies = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger releases = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong();
    private volatile Function<Attempt, Reaction> behaviour = request -> Reaction.OK;

    Witness(String secret) {
        try {
            System.setProperty("sun.net.httpserver.nodelay", "true");
            signatures = new Webhook(secret);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
            server.setExecutor(threads);
            server.createContext("/", this::receive);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String url(String receiver) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + receiver;
    }

    /** From now on treats requests so; they come with what they say, not yet taken. */
    void behave(Function<Attempt, Reaction> next) {
        behaviour = next;
    }

    void behaveWell() {
        behaviour = request -> Reaction.OK;
    }

    /** All requests so far, in the order in which their messages were taken or refused. */
    List<Attempt> attempts() {
        synchronized (attempts) {
            return List.copyOf(attempts);
        }
    }

    /** How often a second request about an entity came while one was under way at the same receiver. */
    int overlaps() {
        return overlaps.get();
    }

    /** How many requests were not signed as they must be. */
    int unsigned() {
        return unsigned.get();
    }

    /** How many requests came under an id that once came with other bytes. */
    int rewritten() {
        return rewritten.get();
    }

    /** Lets every answer go that is held back. */
    void release() {
        releases.incrementAndGet();
    }

    /** How many answers are held back right now. */
    int held() {
        return held.get();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String receiver = exchange.getRequestURI().getPath().substring(1);
        byte[] body = exchange.getRequestBody().readAllBytes();
        verify(exchange, body);
        JsonNode content = JSON.readTree(body);
        sameAsBefore(exchange.getRequestHeaders().getFirst("webhook-id"), body);
        List<Attempt> members = new ArrayList<>();
        (content.isArray() ? content : List.of(content)).forEach(event -> members.add(attempt(receiver, event)));
        Set<String> lanes =
                members.stream().map(member -> receiver + ' ' + member.key()).collect(Collectors.toSet());
        lanes.forEach(lane -> {
            if (inFlight.merge(lane, 1, Integer::sum) > 1) {
                overlaps.incrementAndGet();
            }
        });
        Reaction reaction;
        try {
            reaction = react(members);
        } finally {
            lanes.forEach(lane -> inFlight.merge(lane, -1, Integer::sum));
        }
        answer(exchange, reaction);
    }

    private void sameAsBefore(String id, byte[] body) {
        Integer before = bodies.putIfAbsent(id, Arrays.hashCode(body));
        if (before != null && before != Arrays.hashCode(body)) {
            rewritten.incrementAndGet();
        }
    }

    /** A batch is treated as the first of its members that is not simply taken. */
    private Reaction react(List<Attempt> members) {
        Reaction reaction = members.stream()
                .map(behaviour)
                .filter(treatment -> !treatment.equals(Reaction.OK))
                .findFirst()
                .orElse(Reaction.OK);
        hold(reaction.waitMillis());
        synchronized (attempts) {
            members.forEach(member -> attempts.add(
                    member.answered(numbers.incrementAndGet(), System.nanoTime(), reaction.take(), reaction.status())));
        }
        hold(reaction.holdMillis());
        return reaction;
    }

    /** Whoever has the answer may send the next at once: the request is not under way any more before it goes. */
    private static void answer(HttpExchange exchange, Reaction reaction) throws IOException {
        if (reaction.status() > 0) {
            exchange.sendResponseHeaders(reaction.status(), -1);
            exchange.getResponseBody().close();
        } else {
            exchange.close();
        }
    }

    private void hold(long millis) {
        if (millis > 0) {
            held.incrementAndGet();
            int before = releases.get();
            long end = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < end && releases.get() == before) {
                LockSupport.parkNanos(Math.min(10_000_000, end - System.nanoTime()));
            }
            held.decrementAndGet();
        }
    }

    private void verify(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            headers.put(name, value == null ? List.of() : List.of(value));
        }
        try {
            signatures.verify(new String(body, StandardCharsets.UTF_8), headers);
        } catch (Exception e) {
            unsigned.incrementAndGet();
        }
    }

    private static String state(String type, JsonNode data) {
        return type.endsWith(".stock.updated.v1")
                ? ProvenKind.levels(data.path("skus"))
                : data.path("status").asText(data.path("state").asText());
    }

    private static Attempt attempt(String receiver, JsonNode event) {
        JsonNode data = event.path("data");
        return new Attempt(
                0,
                receiver,
                event.path("source").asText() + '/' + event.path("subject").asText(),
                event.path("type").asText(),
                Long.parseLong(event.path("sequence").asText("0")),
                event.path("id").asText(),
                event.path("time").asText(),
                state(event.path("type").asText(), data),
                event.toString().hashCode(),
                System.nanoTime(),
                0,
                false,
                0);
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
