package io.creatorflow.tiktokshop.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.sandbox.signing.App;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A sandbox that is a process of its own, and a caller that signs. */
final class SandboxProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A shop, and what calls about it need. */
    record Access(String shopId, String cipher, String token) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final App app = new App(TikTok.APP_KEY, TikTok.APP_SECRET);
    private final Process process;
    private final URI uri;

    private SandboxProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts it and waits until it answers. */
    static SandboxProcess start() {
        int port = Ports.free();
        Path log = Path.of("target/proof/logs/sandbox.log");
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(PackagedJar.command(
                            Plant.NONE,
                            List.of(
                                    "sandbox",
                                    "--sandbox.port=" + port,
                                    "--sandbox.app.key=" + TikTok.APP_KEY,
                                    "--sandbox.app.secret=" + TikTok.APP_SECRET)))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            SandboxProcess sandbox = new SandboxProcess(process, URI.create("http://127.0.0.1:" + port));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(sandbox::answers);
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** A new shop. */
    Access shop(String region) {
        JsonNode shop = control("POST", "/shops", "{\"region\":\"" + region + "\"}");
        String exchange = "/api/v2/token/get?app_key=" + app.key() + "&app_secret=" + app.secret()
                + "&grant_type=authorized_code&auth_code="
                + shop.path("authCode").asText();
        String token = send("GET", exchange, "", "").at("/data/access_token").asText();
        return new Access(shop.path("shopId").asText(), shop.path("cipher").asText(), token);
    }

    JsonNode control(String method, String path, String body) {
        return send(method, "/sandbox" + path, body, "");
    }

    /** The data that a search answers with. */
    JsonNode search(String path, Access access, Map<String, String> paging, String body) {
        Map<String, String> query = new TreeMap<>(paging);
        query.put("app_key", app.key());
        query.put("shop_cipher", access.cipher());
        query.put("timestamp", Long.toString(System.currentTimeMillis() / 1000));
        query.put("sign", app.requestSign(path, query, body.getBytes(StandardCharsets.UTF_8)));
        String encoded = query.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        JsonNode answer = send("POST", path + "?" + encoded, body, access.token());
        if (answer.path("code").asInt(-1) != 0) {
            throw new IllegalStateException(path + ": " + answer);
        }
        return answer.path("data");
    }

    /** Memory that the process holds, VmHWM: the most it ever held. */
    long residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try {
            return control("GET", "/health", "").has("status");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private JsonNode send(String method, String path, String body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("x-tts-access-token", token);
        }
        try {
            return JSON.readTree(TikTok.send(http, request.build()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
