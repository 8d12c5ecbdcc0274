package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody with a key, who calls the operations API over HTTP. */
final class Operator {

    /** What was answered. */
    record Answer(int status, String type, JsonNode body) {

        List<JsonNode> items() {
            return StreamSupport.stream(body.path("items").spliterator(), false).toList();
        }
    }

    private static final String TESTER = """
            insert into api_key (id, name, secret_sha256, scopes, created_by)
            values (:id, 'tester', :sha256, '{admin}', 'a test') on conflict do nothing
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String root;

    Operator(ApplicationContext context) {
        this.root = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")
                + OperationsGate.FOLDER;
        KeyText key = KeyText.of(TestEnvironment.OPERATIONS_KEY).orElseThrow();
        context.getBean(JdbcClient.class)
                .sql(TESTER)
                .param("id", key.id())
                .param("sha256", key.sha256())
                .update();
        context.getBean(KnownKeys.class).changed();
    }

    /** The answer to a question, which has to be 200. */
    JsonNode ask(String path) {
        Answer answer = call("GET", path, "", TestEnvironment.OPERATIONS_KEY);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    List<JsonNode> items(String path) {
        return new Answer(200, "", ask(path)).items();
    }

    Answer get(String path) {
        return call("GET", path, "", TestEnvironment.OPERATIONS_KEY);
    }

    Answer post(String path, String body) {
        return call("POST", path, body, TestEnvironment.OPERATIONS_KEY);
    }

    /** Changes something, which has to be answered by 200. */
    JsonNode change(String path, String body) {
        Answer answer = post(path, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    Answer call(String method, String path, String body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return send(request.build());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            assertThat(answer.headers().map()).doesNotContainKeys("operator", "authorization", "limit");
            return new Answer(
                    answer.statusCode(),
                    type,
                    new ObjectMapper().readTree(answer.body().isEmpty() ? "{}" : answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
