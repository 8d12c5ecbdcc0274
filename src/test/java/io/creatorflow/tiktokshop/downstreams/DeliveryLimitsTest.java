package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Limits that are set while senders are at work, for a receiver that no route serves. */
@IntegrationTest
class DeliveryLimitsTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private DeliveryLimits limits;

    @Autowired
    private JdbcClient database;

    @Autowired
    private CamelContext camel;

    private final String receiver = "nobody-" + UUID.randomUUID();

    @Test
    void noMoreSendersWorkThanMayAtATime() {
        limit("concurrency", 1);
        append(3);
        Exchange first = new DefaultExchange(camel);
        Posting one = Objects.requireNonNull(ask(first));

        assertThat(ask(new DefaultExchange(camel))).as("turned away").isNull();
        limit("concurrency", 2);
        Exchange second = new DefaultExchange(camel);
        assertThat(ask(second)).as("the limit was raised").isNotNull();
        limit("concurrency", 1);
        deliveries.delivered(one);
        assertThat(ask(first)).as("the limit was lowered").isNull();

        await().until(() -> count("delivery") == 2);
    }

    @Test
    void whoeverEndsLooksForThoseWhoWereTurnedAway() {
        limit("concurrency", 1);
        append(1);
        Exchange first = new DefaultExchange(camel);
        Posting one = Objects.requireNonNull(ask(first));
        append(1);
        assertThat(ask(new DefaultExchange(camel))).isNull();

        deliveries.delivered(one);

        assertThat(ask(first)).isNotNull();
    }

    @Test
    void requestsKeepTheirDistance() {
        limit("rate", 20);
        append(6);

        assertThat(timeFor(6)).isBetween(Duration.ofMillis(240), Duration.ofSeconds(5));
        limit("rate", 0);
        append(6);
        assertThat(timeFor(6)).as("without a limit").isLessThan(Duration.ofMillis(240));
    }

    private Duration timeFor(int messages) {
        long began = System.nanoTime();
        List<Posting> taken = new ArrayList<>();
        Exchange sender = new DefaultExchange(camel);
        while (taken.size() < messages) {
            Posting next = Objects.requireNonNull(ask(sender));
            taken.add(next);
            deliveries.delivered(next);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private @Nullable Posting ask(Exchange sender) {
        return deliveries.next(receiver, true, sender);
    }

    private void append(int messages) {
        for (int i = 0; i < messages; i++) {
            new TestMessages(context, receiver).append(UPDATED);
        }
        deliveries.look(receiver);
    }

    private void limit(String what, int value) {
        String set = what.equals("rate")
                ? "insert into downstream (receiver, rate) values (:receiver, :value)"
                        + " on conflict (receiver) do update set rate = excluded.rate"
                : "insert into downstream (receiver, concurrency) values (:receiver, :value)"
                        + " on conflict (receiver) do update set concurrency = excluded.concurrency";
        database.sql(set).param("receiver", receiver).param("value", value).update();
        limits.refresh();
    }

    private int count(String table) {
        return database.sql("select count(*) from " + table + " where receiver = :receiver")
                .param("receiver", receiver)
                .query(Integer.class)
                .single();
    }
}
