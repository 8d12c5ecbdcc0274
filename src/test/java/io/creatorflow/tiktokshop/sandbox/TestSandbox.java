package io.creatorflow.tiktokshop.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.sandbox.signing.App;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A sandbox for a test, and a caller that signs as an app must. */
final class TestSandbox implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sandbox sandbox;
    final App app = new App("6fakekey0001", "0123456789abcdef0123456789abcdef01234567");

    TestSandbox(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("sandbox.port", 0);
        this.sandbox = Sandbox.start(all);
    }

    /** A shop with a token that is good for it. */
    record Access(String shopId, String cipher, String openId, String token, String refreshToken) {}

    URI uri() {
        return sandbox.uri();
    }

    JsonNode control(String method, String path, String body) {
        return json(send(method, "/sandbox" + path, body, Map.of()));
    }

    HttpResponse<String> send(String method, String pathAndQuery, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.uri() + pathAndQuery));
        request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (!body.isEmpty()) {
            all.put("Content-Type", "application/json");
        }
        all.putAll(headers);
        all.forEach(request::setHeader);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CutOff(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No answer came. */
    static final class CutOff extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CutOff(IOException cause) {
            super(cause);
        }
    }

    Access access(String shopWish) {
        JsonNode shop = control("POST", "/shops", shopWish);
        JsonNode pair = token(
                        "get",
                        "grant_type=authorized_code&auth_code="
                                + shop.get("authCode").asText())
                .get("data");
        return new Access(
                shop.get("shopId").asText(),
                shop.get("cipher").asText(),
                shop.get("sellerOpenId").asText(),
                pair.get("access_token").asText(),
                pair.get("refresh_token").asText());
    }

    JsonNode token(String what, String query) {
        return json(send(
                "GET",
                "/api/v2/token/" + what + "?app_key=" + app.key() + "&app_secret=" + app.secret() + "&" + query,
                "",
                Map.of()));
    }

    /** A call for a shop, signed. */
    HttpResponse<String> api(String method, String path, Access access, Map<String, String> query, String body) {
        Map<String, String> all = new TreeMap<>(query);
        if (!path.startsWith("/authorization")) {
            all.put("shop_cipher", access.cipher());
        }
        return signed(method, path, access.token(), all, body);
    }

    HttpResponse<String> signed(String method, String path, String token, Map<String, String> query, String body) {
        Map<String, String> all = new TreeMap<>(query);
        all.putIfAbsent("app_key", app.key());
        all.putIfAbsent("timestamp", Long.toString(System.currentTimeMillis() / 1000));
        all.putIfAbsent("sign", app.requestSign(path, all, body.getBytes(StandardCharsets.UTF_8)));
        return send(method, path + "?" + encoded(all), body, Map.of("x-tts-access-token", token));
    }

    static String encoded(Map<String, String> query) {
        StringBuilder text = new StringBuilder();
        query.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
