package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.TikTokShopIntegration;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.LogWatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class OperatorKeysTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    private final String name = "ann-" + UUID.randomUUID().toString().substring(0, 13);
    private Operator operator;

    @BeforeEach
    void anOperator() {
        operator = new Operator(context);
    }

    @Test
    void aKeyIsShownOnceAndOnlyItsHashIsStored() {
        String key = made("[\"read\"]").path("key").asText();

        assertThat(key).matches("ttsi_[0-9a-f]{16}_[0-9a-f]{64}");
        assertThat(status("/queues", key)).isEqualTo(200);
        String secret = key.substring(key.lastIndexOf('_') + 1);
        assertThat(database.sql("select k::text from api_key k")
                        .query(String.class)
                        .list())
                .anyMatch(row -> row.contains(name))
                .noneMatch(row -> row.contains(secret));
        assertThat(listed().toString()).contains("\"state\":\"good\"").doesNotContain(secret);
    }

    @Test
    void theListTellsWhoMadeAKeyAndWhenItWasUsedLast() {
        String key = made("[\"read\",\"orders\"]").path("key").asText();
        assertThat(listed().path("lastUsedAt").isNull()).isTrue();

        assertThat(status("/queues", key)).isEqualTo(200);

        assertThat(listed().path("lastUsedAt").asText()).isNotEmpty();
        assertThat(listed().path("createdBy").asText()).isEqualTo("tester");
        assertThat(listed().path("scopes").toString()).isEqualTo("[\"read\",\"orders\"]");
        assertThat(listed().path("shops").isNull()).isTrue();
    }

    @Test
    void aUseIsWrittenAtMostOnceAMinute() {
        String key = made("[\"read\"]").path("key").asText();
        assertThat(status("/queues", key)).isEqualTo(200);
        String first = listed().path("lastUsedAt").asText();

        for (int i = 0; i < 10; i++) {
            assertThat(status("/queues", key)).isEqualTo(200);
        }

        assertThat(listed().path("lastUsedAt").asText()).isEqualTo(first);
    }

    @Test
    void afterARotationBothSecretsAreGoodUntilTheOverlapIsOver() {
        JsonNode made = made("[\"read\"]");
        String old = made.path("key").asText();

        JsonNode rotated = operator.change("/keys/" + made.path("id").asText() + "/rotate", "");

        String key = rotated.path("key").asText();
        assertThat(key).isNotEqualTo(old).startsWith("ttsi_" + made.path("id").asText());
        assertThat(rotated.path("oldSecretUntil").asText()).isNotEmpty();
        assertThat(List.of(status("/queues", key), status("/queues", old))).containsExactly(200, 200);
        database.sql("update api_key set old_until = clock_timestamp() where name = :name")
                .param("name", name)
                .update();
        context.getBean(KnownKeys.class).changed();
        assertThat(List.of(status("/queues", key), status("/queues", old))).containsExactly(200, 401);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceAndStaysSo() {
        JsonNode made = made("[\"read\"]");
        String path = "/keys/" + made.path("id").asText();

        operator.change(path + "/revoke", "");

        assertThat(status("/queues", made.path("key").asText())).isEqualTo(401);
        assertThat(operator.post(path + "/revoke", "").status()).isEqualTo(404);
        assertThat(operator.post(path + "/rotate", "").status()).isEqualTo(404);
        assertThat(listed().path("state").asText()).isEqualTo("revoked");
        assertThat(operator.post("/keys", body("[\"read\"]")).status())
                .as("its name stays taken")
                .isEqualTo(409);
    }

    @Test
    void theLogTellsWhatWasDoneAndWhatWasRefused() {
        JsonNode made = made("[\"read\"]");
        String id = made.path("id").asText();
        operator.change("/keys/" + id + "/rotate", "");
        for (int i = 0; i < 5; i++) {
            operator.call(
                    "POST", "/keys/" + id + "/revoke", "", made.path("key").asText());
        }
        operator.change("/keys/" + id + "/revoke", "");

        List<JsonNode> log = operator.items("/log?limit=100");

        assertThat(log)
                .filteredOn(entry -> entry.path("target").asText().equals(name))
                .extracting(entry -> entry.path("operator").asText() + " "
                        + entry.path("action").asText())
                .containsExactly("tester revoke-key", "tester rotate-key", "tester create-key");
        assertThat(log)
                .filteredOn(entry -> entry.path("operator").asText().equals(name))
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.path("action").asText()).isEqualTo("refused");
                    assertThat(refused.path("key").asText()).isEqualTo(id);
                    assertThat(refused.path("target").asText())
                            .isEqualTo("POST " + OperationsGate.FOLDER + "/keys/{id}/revoke");
                    assertThat(refused.path("detail").asText()).isEqualTo("Scope missing");
                });
    }

    @Test
    void noLineOfTheLogTellsAKey() {
        try (LogWatch log = new LogWatch("ttsi_")) {
            JsonNode made = made("[\"read\"]");
            status("/queues", made.path("key").asText());
            status("/queues", made.path("key").asText().replace("ttsi_", "ttsi_ttsi_"));
            status("/nothing", made.path("key").asText());
            operator.post("/keys", "{\"name\":\"" + made.path("key").asText() + "\"}");
            operator.change("/keys/" + made.path("id").asText() + "/rotate", "");

            assertThat(log.lines()).isGreaterThan(10);
            assertThat(log.hits()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"scopes\":[]}",
                "{\"name\":\"x\",\"scopes\":[\"root\"]}",
                "{\"name\":\"X Y\",\"scopes\":[\"read\"]}",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"shops\":[]}",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"shops\":[\"a b\"]}",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"expires\":\"2020-01-01\"}",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"shop\":\"1\"}"
            })
    void whatIsNoKeyIsRefusedWithTheMend(String body) {
        Operator.Answer answer = operator.post("/keys", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("mend").asText()).isNotEmpty();
    }

    @Test
    void theFirstKeyIsMadeOnTheCommandLineAndNothingElseIsPrinted() throws Exception {
        String key = commandLine("--name=" + name, "--scopes=read,admin", "--shops=1,2");

        assertThat(listed().path("createdBy").asText()).isEqualTo("command line");
        assertThat(listed().path("shops").toString()).isEqualTo("[\"1\",\"2\"]");
        assertThat(status("/inbox?shop=2", key)).isEqualTo(200);
        assertThat(status("/inbox?shop=3", key)).isEqualTo(403);
        assertThat(status("/inbox", key)).isEqualTo(400);
        assertThat(status("/inbox?shop=2&SHOP=3", key)).isEqualTo(400);
        assertThatThrownBy(() -> CreateKey.create(Map.of("name", name, "scopes", "read"), context.getEnvironment()))
                .isInstanceOf(OperationRefused.class);
    }

    private String commandLine(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                TikTokShopIntegration.class.getName(),
                "create-key"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        for (String setting : List.of("url", "username", "password")) {
            builder.environment()
                    .put(
                            "SPRING_DATASOURCE_" + setting.toUpperCase(Locale.ROOT),
                            context.getEnvironment().getRequiredProperty("spring.datasource." + setting));
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).matches("ttsi_[0-9a-f]{16}_[0-9a-f]{64}\\R");
        return printed.strip();
    }

    private JsonNode made(String scopes) {
        return operator.change("/keys", body(scopes));
    }

    private String body(String scopes) {
        return "{\"name\":\"" + name + "\",\"scopes\":" + scopes + "}";
    }

    private int status(String path, String key) {
        return operator.call("GET", path, "", key).status();
    }

    private JsonNode listed() {
        return operator.items("/keys?limit=500").stream()
                .filter(key -> key.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
