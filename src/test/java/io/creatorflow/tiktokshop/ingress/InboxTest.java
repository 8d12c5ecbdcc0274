package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

@IntegrationTest
class InboxTest {

    private static final IngressSettings SETTINGS = new IngressSettings(
            DataSize.ofKilobytes(256),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMillis(800),
            2,
            500,
            1_000,
            DataSize.ofKilobytes(64));

    @Autowired
    private DataSource dataSource;

    @Autowired
    private JdbcClient database;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final IngressMetrics metrics = new IngressMetrics(meters, Clock.systemUTC());

    private Inbox inbox(DataSource source) {
        return new Inbox(new InboxTable(new JdbcTemplate(source), metrics), SETTINGS, metrics, Clock.systemUTC());
    }

    private static CompletableFuture<Void> append(Inbox inbox, String body) {
        return inbox.append(body.getBytes(UTF_8)).toCompletableFuture();
    }

    private Map<String, Object> row(String body) {
        return database.sql("select day::text as day, event_type, shop_id from inbox where body = :body")
                .param("body", body.getBytes(UTF_8))
                .query()
                .singleRow();
    }

    private static String body(String members) {
        return "{" + members + ",\"data\":\"" + UUID.randomUUID() + "\"}";
    }

    @Test
    void aWebhookIsKeptWithTypeShopAndTheDayOfItsTimestamp() {
        String body = body("\"type\":1,\"shop_id\":\"7495540735365777507\",\"timestamp\":1718305585");
        try (Inbox inbox = inbox(dataSource)) {
            append(inbox, body).join();
        }
        assertThat(row(body))
                .containsEntry("day", "2024-06-13")
                .containsEntry("event_type", 1)
                .containsEntry("shop_id", "7495540735365777507");
    }

    @Test
    void whatTheEnvelopeDoesNotSayIsNull() {
        String body = body("\"type\":\"x\",\"shop_id\":\"a\\u0000b\",\"timestamp\":99999999999999999999");
        try (Inbox inbox = inbox(dataSource)) {
            append(inbox, body).join();
        }
        assertThat(row(body))
                .containsEntry("day", "-infinity")
                .containsEntry("event_type", null)
                .containsEntry("shop_id", null);
        assertThat(meters.get("ingress.no.envelope").counter().count()).isEqualTo(1);
    }

    @Test
    void theSameBytesInOneCommitAndLaterAreOneRow() {
        String body = body("\"type\":1,\"timestamp\":1718305585");
        try (Inbox inbox = inbox(dataSource)) {
            List<CompletableFuture<Void>> copies = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                copies.add(append(inbox, body));
            }
            copies.forEach(CompletableFuture::join);
            append(inbox, body).join();
        }
        row(body);
        assertThat(meters.get("ingress.appended").counter().count()).isEqualTo(1);
        assertThat(meters.get("ingress.duplicates").counter().count()).isEqualTo(50);
    }

    @Test
    void aRowThatTheDatabaseRefusesDoesNotFailItsNeighbours() {
        List<ReceivedWebhook> batch = new ArrayList<>();
        for (String shop : List.of("one", "no text \0", "two")) {
            byte[] body = body("\"type\":1").getBytes(UTF_8);
            ReceivedWebhook good = ReceivedWebhook.of(body, Clock.systemUTC().instant());
            batch.add(new ReceivedWebhook(good.day(), good.sha256(), new Envelope(1, shop, null), body));
        }
        InboxTable table = new InboxTable(new JdbcTemplate(dataSource), metrics);
        assertThat(table.append(batch)).containsExactly(true, false, true);
        assertThat(table.append(batch.subList(1, 2))).containsExactly(false);
        row(new String(batch.get(0).body(), UTF_8));
        row(new String(batch.get(2).body(), UTF_8));
    }

    @Test
    void writersThatShareKeysInOppositeOrderDoNotBlockEachOther() {
        try (Inbox one = inbox(dataSource);
                Inbox other = inbox(dataSource)) {
            List<String> bodies = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                bodies.add(body("\"type\":1,\"timestamp\":1718305585"));
            }
            List<CompletableFuture<Void>> results = new ArrayList<>();
            for (int i = 0; i < bodies.size(); i++) {
                results.add(append(one, bodies.get(i)));
                results.add(append(other, bodies.get(bodies.size() - 1 - i)));
            }
            results.forEach(CompletableFuture::join);
        }
        assertThat(meters.get("ingress.appended").counter().count()).isEqualTo(300);
    }

    @Test
    void withoutADatabaseTheAnswerIsNoWithinASecond() {
        DataSource gone = unreachable("jdbc:postgresql://127.0.0.1:1/postgres");
        refusesWithinASecond(gone);
    }

    @Test
    void withADatabaseThatNeverAnswersTheAnswerIsNoWithinASecond() throws Exception {
        try (ServerSocket blackHole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            refusesWithinASecond(unreachable("jdbc:postgresql://127.0.0.1:" + blackHole.getLocalPort() + "/postgres"));
        }
    }

    private static DataSource unreachable(String url) {
        HikariDataSource source =
                DataSourceBuilder.create().type(HikariDataSource.class).url(url).build();
        source.setConnectionTimeout(800);
        source.setInitializationFailTimeout(-1);
        source.addDataSourceProperty("socketTimeout", "5");
        source.addDataSourceProperty("connectTimeout", "1");
        return source;
    }

    private void refusesWithinASecond(DataSource source) {
        try (Inbox inbox = inbox(source)) {
            for (int round = 0; round < 3; round++) {
                long began = System.nanoTime();
                List<CompletableFuture<Void>> results = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    results.add(append(inbox, body("\"type\":1")));
                }
                assertThat(results)
                        .allSatisfy(result -> assertThat(result)
                                .failsWithin(Duration.ofSeconds(2))
                                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                                .withCauseInstanceOf(InboxUnavailableException.class));
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1_100));
            }
        }
    }

    @Test
    void whenTooMuchWaitsForACommitMoreIsRefusedAtOnce() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        JdbcTemplate slow = new JdbcTemplate(dataSource) {
            @Override
            public int update(PreparedStatementCreator creator) {
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return super.update(creator);
            }
        };
        try (Inbox inbox = new Inbox(new InboxTable(slow, metrics), SETTINGS, metrics, Clock.systemUTC())) {
            String half = body("\"type\":1,\"padding\":\"" + "x".repeat(32_500) + "\"");
            CompletableFuture<Void> first = append(inbox, half);
            append(inbox, body("\"type\":1,\"padding\":\"" + "x".repeat(32_500) + "\""));
            assertThat(catchUnavailable(() -> append(inbox, half))).isTrue();
            hold.countDown();
            first.join();
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(append(inbox, half)).succeedsWithin(Duration.ofSeconds(1)));
        }
    }

    private static boolean catchUnavailable(Runnable call) {
        try {
            call.run();
            return false;
        } catch (InboxUnavailableException | CompletionException e) {
            return true;
        }
    }
}
