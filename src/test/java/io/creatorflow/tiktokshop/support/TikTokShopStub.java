package io.creatorflow.tiktokshop.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A TikTok Shop that answers as each test says; a test is known by a value in its requests: a cipher, a token, a code. */
public final class TikTokShopStub {

    /**
     * What came in.
     *
     * @param at its {@link System#nanoTime}
     */
    public record Request(
            long at,
            String method,
            String path,
            Map<String, String> query,
            Map<String, List<String>> headers,
            byte[] body) {}

    /** Writes an answer. */
    @FunctionalInterface
    public interface Answer {
        /** Answers the request. */
        void to(Request request, HttpExchange exchange) throws IOException;
    }

    private final Map<String, List<Answer>> scripts = new ConcurrentHashMap<>();
    private final Map<String, List<Request>> requests = new ConcurrentHashMap<>();

    // the last field: the others are there when the first request comes
    private final StubServer server = StubServer.start("tiktok-shop-stub", this::serve);

    private TikTokShopStub() {}

    /** Starts it on a free port of 127.0.0.1. */
    public static TikTokShopStub start() {
        return new TikTokShopStub();
    }

    /** Its address. */
    public String url() {
        return server.url();
    }

    /** Answers requests that carry this value by these, one after the other; the last one stays. */
    public void script(String value, Answer... answers) {
        requests.put(value, new CopyOnWriteArrayList<>());
        scripts.put(value, new CopyOnWriteArrayList<>(Arrays.asList(answers)));
    }

    /** What came in with this value. */
    public List<Request> requests(String value) {
        return requests.getOrDefault(value, List.of());
    }

    /** A JSON answer. */
    public static Answer json(int status, String body, String... headers) {
        return (request, exchange) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** An answer of code 0 with this data. */
    public static Answer ok(String data) {
        return json(200, "{\"code\":0,\"data\":" + data + ",\"message\":\"Success\",\"request_id\":\"R0\"}");
    }

    /** An error answer. */
    public static Answer error(int status, int code, String message, String... headers) {
        return json(
                status,
                "{\"code\":" + code + ",\"message\":\"" + message + "\",\"request_id\":\"R" + code + "\"}",
                headers);
    }

    /** Never answers. */
    public static Answer hang() {
        return (request, exchange) -> await(60_000);
    }

    /** Sends a byte each 50 ms, for ever. */
    public static Answer dribble() {
        return (request, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (true) {
                body.write(' ');
                body.flush();
                await(50);
            }
        };
    }

    /** Promises more than it sends, then closes. */
    public static Answer cut() {
        return (request, exchange) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"code\":0".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        };
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    System.nanoTime(),
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    query(exchange.getRequestURI().getRawQuery()),
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes());
            answer(request).to(request, exchange);
        }
    }

    private Answer answer(Request request) {
        for (Map.Entry<String, List<Answer>> script : scripts.entrySet()) {
            if (request.query().containsValue(script.getKey()) || carriesToken(request, script.getKey())) {
                List<Request> seen = requests.get(script.getKey());
                List<Answer> answers = script.getValue();
                synchronized (seen) {
                    seen.add(request);
                    return answers.get(Math.min(seen.size(), answers.size()) - 1);
                }
            }
        }
        return error(404, 36009009, "no script for this request");
    }

    private static boolean carriesToken(Request request, String token) {
        return request.headers().getOrDefault("X-tts-access-token", List.of()).contains(token);
    }

    private static Map<String, String> query(String raw) {
        return raw == null
                ? Map.of()
                : Arrays.stream(raw.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }

    private static void await(long millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
