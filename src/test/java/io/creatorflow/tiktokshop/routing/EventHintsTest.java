package io.creatorflow.tiktokshop.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a batch of events of several types asks for, in a shop that is not connected. */
@IntegrationTest
class EventHintsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCK =
            "select 1 from hint where kind = 'order' and shop_id = :shop and entity_id = :id for update";

    @Autowired
    private EventHints hints;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient database;

    private final String shop = "unconnected-" + UUID.randomUUID();

    @AfterEach
    void tidy() {
        database.sql("delete from hint where shop_id = :shop")
                .param("shop", shop)
                .update();
    }

    @Test
    void waitsForNobodyInACircle() throws Exception {
        route(batch());
        CompletableFuture<Void> router = new CompletableFuture<>();

        transaction.executeWithoutResult(merge -> {
            lock("1");
            int session =
                    database.sql("select pg_backend_pid()").query(Integer.class).single();
            router.completeAsync(() -> {
                route(batch());
                return null;
            });
            await().until(() -> isInTheWay(session));
            lock("2");
        });

        router.get();
        assertThat(database.sql("select version from hint where shop_id = :shop order by entity_id")
                        .param("shop", shop)
                        .query(Integer.class)
                        .list())
                .containsExactly(2, 2);
    }

    private void route(EventBatch batch) {
        transaction.executeWithoutResult(status -> {
            batch.groups().forEach(group -> hints.ask(group, "order", batch));
            hints.store(batch);
        });
    }

    /** The later order comes first, by an event of another type. */
    private EventBatch batch() {
        return new EventBatch(
                List.of(
                        group("ORDER_STATUS_CHANGE", "{\"order_id\":\"2\"}"),
                        group("PACKAGE_UPDATE", "{\"package_list\":[{\"order_id_list\":[\"1\"]}]}")),
                0);
    }

    private EventGroup group(String type, String data) {
        try {
            return new EventGroup(
                    type,
                    List.of(new Event(
                            new EventKey("2026-01-01", new byte[32]),
                            shop,
                            Instant.now(),
                            JSON.readTree("{\"data\":" + data + "}"))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void lock(String order) {
        assertThat(database.sql(LOCK)
                        .param("shop", shop)
                        .param("id", order)
                        .query(Integer.class)
                        .list())
                .hasSize(1);
    }

    private boolean isInTheWay(int session) {
        return database.sql("select count(*) from pg_stat_activity where :us = any (pg_blocking_pids(pid))")
                        .param("us", session)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
