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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

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
        JsonNode event = JSON.readTree(body);
        String key = event.path("source").asText() + '/' + event.path("subject").asText();
        String lane = receiver + ' ' + key;
        if (inFlight.merge(lane, 1, Integer::sum) > 1) {
            overlaps.incrementAndGet();
        }
        try {
            answer(exchange, request(receiver, key, event, body));
        } finally {
            inFlight.merge(lane, -1, Integer::sum);
        }
    }

    private void answer(HttpExchange exchange, Attempt request) throws IOException {
        Reaction reaction = behaviour.apply(request);
        hold(reaction.waitMillis());
        synchronized (attempts) {
            attempts.add(new Attempt(
                    numbers.incrementAndGet(),
                    request.receiver(),
                    request.key(),
                    request.type(),
                    request.sequence(),
                    request.id(),
                    request.time(),
                    request.state(),
                    request.bodyHash(),
                    request.arrivedNanos(),
                    System.nanoTime(),
                    reaction.take(),
                    reaction.status()));
        }
        hold(reaction.holdMillis());
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

    private Attempt request(String receiver, String key, JsonNode event, byte[] body) {
        JsonNode data = event.path("data");
        return new Attempt(
                0,
                receiver,
                key,
                event.path("type").asText(),
                Long.parseLong(event.path("sequence").asText("0")),
                event.path("id").asText(),
                event.path("time").asText(),
                data.path("status").asText(data.path("state").asText()),
                Arrays.hashCode(body),
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
