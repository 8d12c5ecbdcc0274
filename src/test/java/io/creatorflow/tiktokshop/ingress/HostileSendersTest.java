package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.ingress.RawConnection.Answer;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class HostileSendersTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    @Autowired
    private MeterRegistry meters;

    static List<MalformedJson> malformed() {
        return MalformedJson.all();
    }

    private static byte[] body() {
        return ("{\"type\":1,\"timestamp\":1760000000,\"data\":\"" + UUID.randomUUID() + "\"}").getBytes(UTF_8);
    }

    private long stored(byte[] body) {
        return database.sql("select count(*) from inbox where body = :body")
                .param("body", body)
                .query(Long.class)
                .single();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aSignedBodyThatIsNoEnvelopeIsKeptAndAnswered200(MalformedJson malformed) throws Exception {
        byte[] body = malformed.bytes();
        try (RawConnection connection = new RawConnection(port)) {
            assertThat(connection
                            .send(RawConnection.webhook(body, WebhookSender.sign(body)))
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(database.sql("select count(*) from inbox where body = :body and day = '-infinity'"
                                + " and event_type is null and shop_id is null")
                        .param("body", body)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void thirtyTwoCopiesAtOnceAreOneRow() throws Exception {
        int copies = 32;
        CyclicBarrier together = new CyclicBarrier(copies);
        ExecutorService senders = Executors.newFixedThreadPool(copies);
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            bodies.add(body());
        }
        List<CompletableFuture<Boolean>> results = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            results.add(CompletableFuture.supplyAsync(() -> allAccepted(bodies, together), senders));
        }
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.get(60, TimeUnit.SECONDS)).isTrue());
        senders.shutdown();
        assertThat(bodies).allSatisfy(body -> assertThat(stored(body)).isEqualTo(1));
    }

    private boolean allAccepted(List<byte[]> bodies, CyclicBarrier together) {
        try (RawConnection connection = new RawConnection(port)) {
            for (byte[] body : bodies) {
                together.await();
                byte[] request = RawConnection.webhook(body, WebhookSender.sign(body));
                if (connection.send(request).answer().status() != 200) {
                    return false;
                }
            }
            return true;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void hostileHeadersAndQueriesNeverShowInAnAnswer() throws Exception {
        List<String> names = List.of(
                "CamelHttpResponseCode",
                "CamelHttpUri",
                "CamelHttpPath",
                "CamelHttpMethod",
                "CamelBeanMethodName",
                "CamelFileName",
                "Content-Disposition",
                "Set-Cookie",
                "Location",
                "Access-Control-Allow-Origin",
                "Origin",
                "X-Forwarded-For",
                "X-Forwarded-Prefix",
                "X-HTTP-Method-Override",
                "Accept-Encoding",
                "Range",
                "If-None-Match",
                "If-Modified-Since",
                "Accept",
                "Upgrade-Insecure-Requests",
                "traceparent",
                "breadcrumbId",
                "Content-Language",
                "Cookie",
                "TE",
                "Via",
                "Forwarded",
                "X-Original-URL",
                "Retry-After",
                "webhook-id");
        List<String> values = List.of(
                "418",
                "${sys.user.home}",
                "{{tiktok-shop.app-secret}}",
                "<script>",
                "a, b",
                "http://127.0.0.1:1/",
                "",
                "x".repeat(300),
                "\u00ff\u00fe",
                "W/\"1\"");
        Random random = new Random(6);
        for (int i = 0; i < 500; i++) {
            byte[] body = body();
            String name = names.get(i % names.size());
            String value = values.get(random.nextInt(values.size()));
            String good = WebhookSender.sign(body);
            String request =
                    new String(RawConnection.webhook(body, i % 2 == 0 ? good : "no", name + ": " + value), UTF_8);
            request = request.replace(
                    WebhookGate.PATH + " ", WebhookGate.PATH + "?" + name + "=418&Authorization=" + good + " ");
            try (RawConnection connection = new RawConnection(port)) {
                Answer answer = connection.send(request.getBytes(UTF_8)).answer();
                assertThat(answer.status()).as(name + ": " + value).isEqualTo(i % 2 == 0 ? 200 : 401);
                assertThat(answer.headerNames()).containsExactlyInAnyOrder("content-length", "date");
                assertThat(answer.body()).isEmpty();
            }
        }
    }

    @Test
    void aFloodOfUnsignedWebhooksNeitherTouchesTheDatabaseNorFillsTheLog(CapturedOutput output) throws Exception {
        double commits = meters.get("ingress.commit.rows").summary().count();
        long before =
                database.sql("select count(*) from inbox").query(Long.class).single();
        long lines = linesOfTheDoor(output);
        long began = System.nanoTime();
        LoadGenerator.Figures figures = new LoadGenerator(
                        port, 16, 0, number -> RawConnection.webhook(body(), "0".repeat(64), "X-Secret: canary"))
                .run(Duration.ofSeconds(2), 401);
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(figures.failures()).isZero();
        assertThat(figures.requests()).isGreaterThan(100);
        assertThat(meters.get("ingress.commit.rows").summary().count()).isEqualTo((long) commits);
        assertThat(database.sql("select count(*) from inbox").query(Long.class).single())
                .isEqualTo(before);
        assertThat(linesOfTheDoor(output) - lines).isBetween(1L, (long) (10 * seconds));
        assertThat(output.getAll()).contains("webhooks refused").doesNotContain("canary");
    }

    /** Other stations write beside it. */
    private static long linesOfTheDoor(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains(".ingress."))
                .count();
    }
}
