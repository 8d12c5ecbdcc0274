package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.MessageContract;
import io.creatorflow.tiktokshop.support.ReceiversStub;
import io.creatorflow.tiktokshop.support.ReceiversStub.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The exam that every file of routes/downstreams has to pass; a new one is found by itself. */
@IntegrationTest
class DownstreamContractTest {

    private static final String PREFIX = "deliver-to-";

    /** A downstream as its file declares it. */
    record Downstream(String name, boolean snapshots) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    static List<Downstream> downstreams() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/downstreams"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .map(DownstreamContractTest::downstream)
                    .toList();
        }
    }

    private static Downstream downstream(Path file) {
        try {
            String name = file.getFileName().toString().replace(PREFIX, "").replace(".camel.yaml", "");
            return new Downstream(name, Files.readString(file).contains("next('" + name + "', true"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is told of shops and issues that other tests have left may go out in one batch with what is examined. */
    @BeforeEach
    void nothingElseIsToBeTold() throws IOException {
        String[] names = downstreams().stream().map(Downstream::name).toArray(String[]::new);
        await().until(() ->
                database.sql("""
                        select (select count(*) from shop where not told) + (select count(*) from issue where not told)
                          + (select count(*) from issue_report) + (select count(*) from delivery_key
                            where receiver = any (:names) and (owner is not null or due_at <= clock_timestamp()))
                        """).param("names", names).query(Long.class).single() == 0);
    }

    @Test
    void thereAreDownstreamsToExamine() throws IOException {
        assertThat(downstreams()).hasSizeGreaterThanOrEqualTo(4).anyMatch(d -> !d.snapshots());
    }

    @ParameterizedTest
    @MethodSource("downstreams")
    void itSendsTheStoredBytesSignedWithNothingButTheAllowedHeaders(Downstream downstream) {
        TestMessages messages = new TestMessages(context, downstream.name());
        String id = messages.append(UPDATED).get(0);

        await().until(() -> messages.outcomes().equals(List.of("delivered")));

        Received got = received(downstream, messages).get(0);
        assertThat(got.status()).as("the public library verified the signature").isEqualTo(200);
        assertThat(got.body()).isEqualTo(messages.stored(id));
        assertThat(MessageContract.violations("envelope.v1", got.event())).isEmpty();
        assertThat(got.event().path("id").asText()).isEqualTo(id);
        assertThat(got.header("webhook-id")).isEqualTo(id);
        assertThat(got.header("content-type")).startsWith("application/cloudevents+json");
        assertThat(got.headers().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .isSubsetOf(ReceiversStub.HEADERS);
        closed(downstream);
    }

    @ParameterizedTest
    @MethodSource("downstreams")
    void whatMayPassIsSentAgainWithTheSameId(Downstream downstream) {
        for (int status : new int[] {408, 425, 429, 500, 502, 503, 504, 301}) {
            TestMessages messages = new TestMessages(context, downstream.name());
            first(messages, (receiver, event, exchange) -> status);
            String id = messages.append(UPDATED).get(0);

            await().until(() -> messages.outcomes().equals(List.of("delivered")));
            assertThat(received(downstream, messages))
                    .extracting(got -> got.status() + " " + got.header("webhook-id"))
                    .containsExactly(status + " " + id, "200 " + id);
        }
        closed(downstream);
    }

    @ParameterizedTest
    @MethodSource("downstreams")
    void itWaitsAsLongAsItIsAskedTo(Downstream downstream) {
        TestMessages messages = new TestMessages(context, downstream.name());
        first(messages, (receiver, event, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "2");
            return 429;
        });
        messages.append(UPDATED);

        await().until(() -> messages.outcomes().equals(List.of("delivered")));
        List<Received> got = received(downstream, messages);
        assertThat(Duration.between(got.get(0).at(), got.get(1).at())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        closed(downstream);
    }

    @ParameterizedTest
    @MethodSource("downstreams")
    void noAnswerAndALateOneAreNotTaken(Downstream downstream) {
        TestMessages cut = new TestMessages(context, downstream.name());
        first(cut, (receiver, event, exchange) -> {
            throw new IOException("cut");
        });
        TestMessages late = new TestMessages(context, downstream.name());
        CountDownLatch never = new CountDownLatch(1);
        first(late, (receiver, event, exchange) -> {
            hang(never);
            return 200;
        });
        cut.append(UPDATED);
        await().until(() -> cut.outcomes().equals(List.of("delivered")));
        Instant began = Instant.now();
        late.append(UPDATED);

        await().until(() -> late.outcomes().equals(List.of("delivered")));
        assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofSeconds(1));
        assertThat(received(downstream, cut)).hasSize(2);
        never.countDown();
        await().until(() -> received(downstream, late).size() == 2);
        closed(downstream);
    }

    @ParameterizedTest
    @MethodSource("downstreams")
    void whatIsRefusedIsParkedAtOnceAndTheNextRevisionStillGoes(Downstream downstream) {
        for (int status : new int[] {400, 404, 410, 422}) {
            TestMessages messages = new TestMessages(context, downstream.name());
            first(messages, (receiver, event, exchange) -> status);
            messages.append(UPDATED);
            await().until(() -> messages.parked().equals(List.of("refused with status " + status)));
            assertThat(messages.waiting()).isZero();

            messages.append(UPDATED);

            await().until(() -> messages.outcomes().contains("delivered"));
            assertThat(received(downstream, messages)).hasSize(2);
            assertThat(messages.outcomes())
                    .containsExactlyInAnyOrderElementsOf(
                            downstream.snapshots() ? List.of("superseded", "delivered") : List.of("delivered"));
            assertThat(messages.parked()).hasSize(downstream.snapshots() ? 0 : 1);
        }
        closed(downstream);
    }

    @ParameterizedTest
    @MethodSource("downstreams")
    void aSnapshotReceiverGetsTheNewestAndAnyOtherAllInOrder(Downstream downstream) {
        TestMessages messages = new TestMessages(context, downstream.name());
        List<String> ids = messages.append(UPDATED, UPDATED, UPDATED);

        await().until(() -> messages.outcomes().size() == 3);
        assertThat(received(downstream, messages).stream().map(got -> got.header("webhook-id")))
                .isEqualTo(downstream.snapshots() ? ids.subList(2, 3) : ids);
        assertThat(messages.outcomes())
                .containsExactlyInAnyOrderElementsOf(
                        downstream.snapshots()
                                ? List.of("superseded", "superseded", "delivered")
                                : List.of("delivered", "delivered", "delivered"));
        closed(downstream);
    }

    @ParameterizedTest
    @MethodSource("downstreams")
    void aReceiverThatAnswersAtLengthHasItAllTheSame(Downstream downstream) {
        TestMessages messages = new TestMessages(context, downstream.name());
        first(messages, (receiver, event, exchange) -> {
            exchange.sendResponseHeaders(200, 300_000);
            exchange.getResponseBody().write(new byte[300_000]);
            return 200;
        });
        messages.append(UPDATED);

        await().until(() -> messages.outcomes().equals(List.of("delivered")));
        assertThat(received(downstream, messages)).hasSize(1);
    }

    private static void first(
            TestMessages messages, io.creatorflow.tiktokshop.support.ReceiversStub.Behaviour behaviour) {
        AtomicInteger calls = new AtomicInteger();
        RECEIVERS.answer(
                messages.order(),
                (receiver, event, exchange) ->
                        calls.getAndIncrement() == 0 ? behaviour.answer(receiver, event, exchange) : 200);
    }

    private static List<Received> received(Downstream downstream, TestMessages messages) {
        return RECEIVERS.received(downstream.name(), messages.order());
    }

    private void closed(Downstream downstream) {
        assertThat(database.sql("select difference, drift from ledger_balance where receiver = :receiver")
                        .param("receiver", downstream.name())
                        .query((row, number) -> List.of(row.getInt(1), row.getInt(2)))
                        .single())
                .isEqualTo(List.of(0, 0));
    }

    private static void hang(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
