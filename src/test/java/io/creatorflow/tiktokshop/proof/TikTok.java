package io.creatorflow.tiktokshop.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.sandbox.Sandbox;
import io.creatorflow.tiktokshop.support.SellerBrowser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sandbox as the proofs use it: shops, orders and their moves, and the truth about them. It sends no webhooks. */
final class TikTok implements AutoCloseable {

    static final String APP_KEY = "6proofkey0001";
    static final String APP_SECRET = "b7c1f0d2a94e4c6f8e3d5a6b7c8d9e0f1a2b3c4d";

    /**
     * What is true of an order.
     *
     * @param status in TikTok's words
     * @param updateTime unix seconds
     * @param requestOpen whether the buyer waits for an answer to a cancel request
     */
    record Order(String id, String shopId, String status, long updateTime, boolean requestOpen) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Sandbox sandbox;

    /** Starts it with settings of its own, which begin with sandbox. */
    TikTok(Map<String, String> more) {
        Map<String, Object> settings = new TreeMap<>(more);
        settings.putAll(Map.of("sandbox.port", 0, "sandbox.app.key", APP_KEY, "sandbox.app.secret", APP_SECRET));
        sandbox = Sandbox.start(settings);
    }

    URI uri() {
        return sandbox.uri();
    }

    /** Makes a shop and connects it to the integration, as its seller's browser does after consenting. */
    String connectShop(URI integration) {
        return connectShop(integration, "{}");
    }

    /** Likewise, a shop as it is wished for, with all others of its seller. */
    String connectShop(URI integration, String wish) {
        JsonNode shop = control("POST", "/shops", wish);
        HttpResponse<String> page =
                new SellerBrowser(integration).connect(shop.path("authCode").asText());
        if (page.statusCode() != 200) {
            throw new IllegalStateException("The shop could not be connected: " + page.body());
        }
        return shop.path("shopId").asText();
    }

    /** Places orders, silently. */
    List<String> place(String shopId, int count, String traits) {
        List<String> ids = new ArrayList<>(count);
        while (ids.size() < count) {
            int some = Math.min(1000, count - ids.size());
            JsonNode placed = control(
                    "POST",
                    "/shops/" + shopId + "/orders",
                    "{\"count\":" + some + ",\"webhooks\":false" + traits + "}");
            placed.path("orderIds").forEach(id -> ids.add(id.asText()));
        }
        return ids;
    }

    /** Moves an order on, silently. */
    Order move(Order order, String to) {
        return moved(order, "/move", "{\"to\":\"" + to + "\",\"webhooks\":false}");
    }

    /** Lets something happen to an order, silently: cancel-request, cancel-answer, address. */
    Order happen(Order order, String what, String more) {
        return moved(order, "/" + what, "{\"webhooks\":false" + more + "}");
    }

    private Order moved(Order order, String path, String body) {
        JsonNode now = control("POST", "/orders/" + order.id() + path, body);
        return new Order(
                order.id(),
                order.shopId(),
                now.path("status").asText(),
                now.path("updateTime").asLong(),
                "cancel-request".equals(path.substring(1)));
    }

    /** Every order of a shop as it really is. */
    List<Order> truth(String shopId) {
        List<Order> orders = new ArrayList<>();
        control("GET", "/shops/" + shopId + "/orders", "")
                .path("orders")
                .forEach(order -> orders.add(new Order(
                        order.path("orderId").asText(),
                        shopId,
                        order.path("status").asText(),
                        order.path("updateTime").asLong(),
                        order.path("requestOpen").asBoolean())));
        return orders;
    }

    /** Sets the faults of the API; an empty text for none. */
    void apiFaults(String faults) {
        control(faults.isEmpty() ? "DELETE" : "PUT", "/faults", faults.isEmpty() ? "" : "{\"api\":" + faults + "}");
    }

    JsonNode control(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json");
        request.method(
                method,
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        return send(http, request);
    }

    /** Sends, and takes a failure for the end of the proof. */
    static HttpResponse<String> send(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
