package io.creatorflow.tiktokshop.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sandbox's control API, as far as the benchmark uses it. */
final class SandboxControl {

    /** The four demo receivers. */
    static final List<String> RECEIVERS =
            List.of("order-management", "inventory-tracking", "analytics", "shipping-automation");

    /**
     * A shop, not connected yet.
     *
     * @param authCode what its seller's consent gives
     */
    record Shop(String id, String authCode) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 20_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final Map<String, Integer> faults = new TreeMap<>();

    SandboxControl(int port) {
        this.uri = URI.create("http://127.0.0.1:" + port);
    }

    Shop makeShop() {
        JsonNode shop = call("POST", "/sandbox/shops", "{}");
        return new Shop(shop.path("shopId").asText(), shop.path("authCode").asText());
    }

    /** Places orders that wait for shipment, without webhooks. */
    Orders placeOrders(String shopId, int count) {
        JsonNode placed = call(
                "POST",
                "/sandbox/shops/" + shopId + "/orders",
                "{\"count\":" + count + ",\"status\":\"AWAITING_SHIPMENT\",\"webhooks\":false}");
        String first = placed.path("firstOrderId").asText();
        long updateTime =
                call("GET", "/sandbox/orders/" + first, "").path("updateTime").asLong();
        return new Orders(shopId, Long.parseLong(first), count, updateTime);
    }

    /** How many messages each receiver has taken, in the order of {@link #RECEIVERS}. */
    long[] taken() {
        JsonNode all = call("GET", "/sandbox/receivers", "");
        return RECEIVERS.stream()
                .mapToLong(name -> all.path(name).path("effects").asLong())
                .toArray();
    }

    /** The counts of one receiver. */
    JsonNode summary(String receiver) {
        return call("GET", "/sandbox/receivers/" + receiver, "");
    }

    /** Everything a receiver took since it was made to forget. */
    List<JsonNode> messages(String receiver) {
        List<JsonNode> messages = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonNode page = call(
                            "GET", "/sandbox/receivers/" + receiver + "/messages?limit=" + PAGE + "&after=" + after, "")
                    .path("messages");
            page.forEach(messages::add);
            if (page.size() < PAGE) {
                return messages;
            }
            after = page.get(page.size() - 1).path("number").asLong();
        }
    }

    /** Makes all receivers forget what they took; who misbehaves goes on doing so. */
    void forget() {
        RECEIVERS.forEach(name -> call("DELETE", "/sandbox/receivers/" + name, ""));
        faults.forEach(this::misbehave);
    }

    /** Makes a receiver answer each request with this status from now on. */
    void fault(String receiver, int status) {
        faults.put(receiver, status);
        misbehave(receiver, status);
    }

    private void misbehave(String receiver, int status) {
        call("PUT", "/sandbox/receivers/" + receiver + "/fault", "{\"status\":" + status + "}");
    }

    /** The answer of the sandbox, which has to be a good one. */
    JsonNode call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(method + " " + path + ": " + new String(response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
