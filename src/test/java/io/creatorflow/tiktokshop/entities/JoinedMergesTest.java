package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

/** Answers of several shops share a merge, and none takes another along when it fails. */
class JoinedMergesTest {

    private final Kind orders = kind("order");
    private final CamelContext camel = new DefaultCamelContext();
    private final JoinedMerges merges = new JoinedMerges();
    private final List<List<String>> merged = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final CountDownLatch firstBegan = new CountDownLatch(1);
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private volatile Exception failure = new IllegalStateException("poison");

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("joinedMerges", merges);
        for (String file : List.of(
                "error-handling", "entities/merge-entities", "entities/merge-handed-in", "entities/wake-merger")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel)
                            .resolveResource("file:" + Path.of("routes/" + file + ".camel.yaml")));
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:merge-entities-now").errorHandler(noErrorHandler()).process(JoinedMergesTest.this::merge);
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        firstMayEnd.countDown();
        readers.shutdownNow();
        camel.stop();
    }

    private void merge(Exchange exchange) throws Exception {
        List<String> ids = exchange.getIn().getBody(EntityAnswer.class).entities().stream()
                .map(facts -> facts.kind() + " " + facts.shopId())
                .distinct()
                .toList();
        merged.add(ids);
        firstBegan.countDown();
        assertThat(firstMayEnd.await(20, TimeUnit.SECONDS)).isTrue();
        if (ids.contains("order poison")) {
            throw failure;
        }
    }

    @Test
    void whatComesDuringAMergeGoesTogetherIntoTheNext() throws Exception {
        List<CompletableFuture<Void>> joined = joinBehindTheFirst(answer("a", 1), answer("b", 1), answer("c", 1));

        for (CompletableFuture<Void> one : joined) {
            one.get(20, TimeUnit.SECONDS);
        }
        assertThat(merged).hasSize(2);
        assertThat(merged.get(1)).containsExactlyInAnyOrder("order a", "order b", "order c");
    }

    @Test
    void whoIsAtFaultFailsAlone() throws Exception {
        List<CompletableFuture<Void>> joined = joinBehindTheFirst(answer("a", 1), answer("poison", 1), answer("c", 1));

        assertThatCode(joined.get(1)::join).doesNotThrowAnyException();
        assertThatCode(joined.get(3)::join).doesNotThrowAnyException();
        assertThatThrownBy(joined.get(2)::join).hasRootCauseMessage("poison");
        assertThat(merged).contains(List.of("order a"), List.of("order poison"), List.of("order c"));
    }

    @Test
    void withADatabaseInTroubleNobodyTriesAlone() throws Exception {
        failure = new QueryTimeoutException("away");
        List<CompletableFuture<Void>> joined = joinBehindTheFirst(answer("a", 1), answer("poison", 1));

        assertThatThrownBy(joined.get(1)::join).hasRootCauseMessage("away");
        assertThatThrownBy(joined.get(2)::join).hasRootCauseMessage("away");
        assertThat(merged).hasSize(2);
    }

    @Test
    void aTransactionHoldsFiftyEntitiesOrOneAnswer() throws Exception {
        for (CompletableFuture<Void> one : joinBehindTheFirst(answer("a", 50), answer("b", 30), answer("c", 40))) {
            one.get(20, TimeUnit.SECONDS);
        }
        assertThat(merged).hasSize(4);
    }

    /** One is being merged while these come. */
    private List<CompletableFuture<Void>> joinBehindTheFirst(EntityAnswer... answers) throws InterruptedException {
        List<CompletableFuture<Void>> joined = new ArrayList<>();
        joined.add(join(answer("first", 1)));
        assertThat(firstBegan.await(20, TimeUnit.SECONDS)).isTrue();
        for (EntityAnswer answer : answers) {
            joined.add(join(answer));
        }
        Awaitility.await().until(() -> merges.waiting() == answers.length);
        firstMayEnd.countDown();
        return joined;
    }

    private CompletableFuture<Void> join(EntityAnswer answer) {
        return CompletableFuture.runAsync(
                () -> camel.createProducerTemplate().sendBody("direct:merge-entities", answer), readers);
    }

    private EntityAnswer answer(String shop, int entities) {
        return EntityAnswer.unasked(
                orders,
                IntStream.range(0, entities)
                        .mapToObj(i -> new Facts(
                                "order", shop, "" + i, null, 0, Instant.EPOCH, JsonNodeFactory.instance.objectNode()))
                        .toList(),
                false);
    }

    private static Kind kind(String name) {
        Kind kind = mock(Kind.class);
        when(kind.name()).thenReturn(name);
        return kind;
    }
}
