package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class HangingDatabaseTest {

    private record Timed(int status, Duration took) {}

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private JdbcClient database;

    @Test
    void whileTheDatabaseHangsWebhooksAreAnswered503WithinASecondAndThenAcceptedAgain() throws Exception {
        WebhookSender sender = new WebhookSender(port);
        assertThat(sender.post(body())).isEqualTo(200);
        String refused = body();
        ExecutorService clients = Executors.newFixedThreadPool(16);
        try (Connection blocker = dataSource.getConnection()) {
            blocker.setAutoCommit(false);
            try (Statement statement = blocker.createStatement()) {
                statement.execute("lock table inbox in exclusive mode");
            }
            List<CompletableFuture<Timed>> answers = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                String body = i == 0 ? refused : body();
                answers.add(CompletableFuture.supplyAsync(() -> timed(sender, body), clients));
            }
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.join().status()).isEqualTo(503);
                assertThat(answer.join().took()).isLessThan(Duration.ofMillis(1_200));
            });
            assertThat(rows(refused)).isZero();
            blocker.rollback();
        } finally {
            clients.shutdownNow();
        }
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> sender.post(body()) == 200);
        assertThat(sender.post(refused)).isEqualTo(200);
        assertThat(rows(refused)).isEqualTo(1);
    }

    private static Timed timed(WebhookSender sender, String body) {
        long began = System.nanoTime();
        int status = sender.post(body);
        return new Timed(status, Duration.ofNanos(System.nanoTime() - began));
    }

    private static String body() {
        return "{\"type\":1,\"timestamp\":1760000000,\"data\":\"" + UUID.randomUUID() + "\"}";
    }

    private long rows(String body) {
        return database.sql("select count(*) from inbox where body = :body")
                .param("body", body.getBytes(UTF_8))
                .query(Long.class)
                .single();
    }
}
