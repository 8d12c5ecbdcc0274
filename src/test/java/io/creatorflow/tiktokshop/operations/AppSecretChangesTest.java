package io.creatorflow.tiktokshop.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.api.AppCredentials;
import io.creatorflow.tiktokshop.authorization.ChangingAppSecrets;
import io.creatorflow.tiktokshop.ingress.WebhookSender;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.LogWatch;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Others of the suite sign with the secret of the environment all the while, so that one is accepted from beginning to end. */
@IntegrationTest
class AppSecretChangesTest {

    private static final String OLD = TestEnvironment.APP_SECRET;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ChangingAppSecrets secrets;

    @Autowired
    private JdbcClient database;

    @LocalServerPort
    private int port;

    private final String fresh = HexFormat.of()
            .formatHex(UUID.randomUUID().toString().substring(0, 20).getBytes(UTF_8));
    private Operator operator;
    private WebhookSender sender;

    @BeforeEach
    void anOperator() {
        operator = new Operator(context);
        sender = new WebhookSender(port);
    }

    @AfterEach
    void asInTheEnvironment() {
        database.sql("delete from app_secret_change").update();
        secrets.refresh();
        assertThat(secrets.current().secret()).isEqualTo(OLD);
    }

    @Test
    void noWebhookIsRefusedWhileTheSecretIsChangedUnderAStream() throws Exception {
        AtomicBoolean changed = new AtomicBoolean();
        AtomicBoolean stop = new AtomicBoolean();
        Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
        ExecutorService senders = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            boolean withTheNew = i % 2 == 0;
            senders.execute(() -> {
                while (!stop.get()) {
                    String secret = withTheNew && changed.get() ? fresh : OLD;
                    String answer = (secret.equals(OLD) ? "old " : "new ") + post(secret);
                    answers.computeIfAbsent(answer, key -> new AtomicInteger()).incrementAndGet();
                }
            });
        }
        await().until(() -> count(answers, "old 200") > 200);

        change(fresh);
        int before = count(answers, "old 200");
        changed.set(true);
        await().until(() -> count(answers, "new 200") > 200 && count(answers, "old 200") > before + 200);
        stop.set(true);
        senders.shutdown();
        assertThat(senders.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        assertThat(answers).containsOnlyKeys("old 200", "new 200");
        assertThat(secrets.current().secret()).isEqualTo(fresh);
    }

    @Test
    void whatIsNotKnownHereIsRefusedAndAfterTheOverlapTheOldSecretToo() {
        assertThat(post(fresh)).isEqualTo(401);
        change(fresh);
        assertThat(List.of(post(fresh), post(OLD))).containsExactly(200, 200);

        database.sql("update app_secret_change set changed_at = changed_at - interval '49 hours'")
                .update();
        secrets.refresh();

        assertThat(List.of(post(fresh), post(OLD))).containsExactly(200, 401);
    }

    @Test
    void anotherReplicaLearnsOfItByItself() {
        change(fresh);
        database.sql("update app_secret_change set taken_back_at = clock_timestamp()")
                .update();

        await().until(() -> secrets.current().secret().equals(OLD));
    }

    @Test
    void aWrongSecretIsTakenBackAndTheOneBeforeSignsAgain() {
        change(fresh);

        operator.change("/app-secret/take-back", "");

        assertThat(secrets.current()).isEqualTo(new AppCredentials(TestEnvironment.APP_KEY, OLD));
        assertThat(List.of(post(OLD), post(fresh))).containsExactly(200, 401);
        Operator.Answer again = operator.post("/app-secret/take-back", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(operator.items("/app-secret/changes")
                        .get(0)
                        .path("takenBackBy")
                        .asText())
                .isEqualTo("tester");
    }

    @Test
    void noAnswerNoRowAndNoLineOfTheLogShowsASecret() {
        try (LogWatch log = new LogWatch(fresh)) {
            change(fresh);
            nothingIsTold();
            assertThat(log.lines()).isGreaterThan(10);
            assertThat(log.hits()).isEmpty();
        }
    }

    private void nothingIsTold() {

        assertThat(operator.ask("/app-secret/changes").toString()).doesNotContain(fresh, OLD);
        assertThat(operator.ask("/log").toString()).doesNotContain(fresh, OLD).contains("change-app-secret");
        assertThat(database.sql(
                                "select encode(from_secret, 'escape') || encode(to_secret, 'escape') from app_secret_change")
                        .query(String.class)
                        .list()
                        .toString())
                .doesNotContain(fresh, OLD);
        assertThat(secrets.current().toString()).doesNotContain(fresh);
        Operator.Answer bad = operator.post("/app-secret", "{\"appSecret\":\"" + fresh);
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.body().toString()).doesNotContain(fresh);
    }

    @Test
    void whatIsNoSecretIsRefused() {
        for (String body : List.of("{}", "{\"appSecret\":\"short\"}", "{\"secret\":\"" + fresh + "\"}")) {
            assertThat(operator.post("/app-secret", body).status()).as(body).isEqualTo(400);
        }
        assertThat(operator.post("/app-secret", "{\"appSecret\":\"" + OLD + "\"}")
                        .status())
                .isEqualTo(409);
    }

    private void change(String secret) {
        operator.change("/app-secret", "{\"appSecret\":\"" + secret + "\"}");
    }

    private int post(String secret) {
        byte[] body = ("{\"type\":0,\"tts_notification_id\":\"" + UUID.randomUUID() + "\",\"timestamp\":1760000000}")
                .getBytes(UTF_8);
        return sender.post(body, WebhookSender.sign(TestEnvironment.APP_KEY, secret, body));
    }

    private static int count(Map<String, AtomicInteger> answers, String answer) {
        return answers.getOrDefault(answer, new AtomicInteger()).get();
    }
}
