package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Replays of several batches, for a receiver that no route serves. */
@IntegrationTest
class RunReplaysTest {

    private static final String DELIVERED = """
            with stored as (
              insert into message (id, type, entity_key, revision, body)
              select :receiver || i, 'order.updated.v1', -i, 1, 'x' from generate_series(1, 250) i returning day, position),
            done as (
              insert into delivery_done (receiver, message_position, message_day, outcome, attempts)
              select :receiver, position, day, 'delivered', 0 from stored)
            insert into ledger (receiver, backend, accepted, delivered) values (:receiver, -1, 250, 250)
            """;

    private static final String RUNNING = "update replay set finished_at = null where receiver = :receiver";

    @Autowired
    private Replays replays;

    @Autowired
    private RunReplays run;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TransactionTemplate transaction;

    private final String receiver = "nobody-" + UUID.randomUUID();
    private Replay replay;

    @BeforeEach
    void deliverMany() {
        Instant from = Instant.now();
        database.sql(DELIVERED).param("receiver", receiver).update();
        Instant to = Instant.now().plusSeconds(1);
        replay = new Replay(
                0,
                receiver,
                false,
                null,
                null,
                null,
                null,
                from.minusSeconds(1),
                to,
                from.atZone(ZoneOffset.UTC).toLocalDate(),
                0);
    }

    @AfterEach
    void forget() {
        for (String table : List.of("delivery", "delivery_key", "delivery_done", "ledger", "replay")) {
            database.sql("delete from " + table + " where receiver = :receiver")
                    .param("receiver", receiver)
                    .update();
        }
    }

    @Test
    void itIsCountedWithoutChangingAnything() {
        assertThat(replays.count(replay)).isEqualTo(new Replays.Count(250, 0, 0, true));
        assertThat(waiting(1)).isZero();
    }

    @Test
    void aBatchThatIsCutOffIsAsIfItHadNotBegunAndTheRestFollows() {
        transaction.executeWithoutResult(status -> {
            replays.start(replay, "tester");
            mark("update replay set finished_at = now() where receiver = :receiver");
        });
        transaction.executeWithoutResult(status -> {
            mark(RUNNING);
            do {
                assertThat(run.advance()).isTrue();
            } while (waiting(1) == 0);
            status.setRollbackOnly();
        });
        assertThat(waiting(1)).isZero();
        assertThat(sent()).isZero();

        mark(RUNNING);

        await().until(this::isFinished);
        assertThat(sent()).isEqualTo(250);
        assertThat(waiting(1)).as("in the bulk lane").isEqualTo(250);
        assertThat(database.sql("select accepted, difference from ledger_balance where receiver = :receiver")
                        .param("receiver", receiver)
                        .query((row, number) -> List.of(row.getInt(1), row.getInt(2)))
                        .single())
                .isEqualTo(List.of(500, 0));
    }

    @Test
    void whatWaitsAlreadyIsNotSentTwice() {
        replays.start(replay, "tester");
        replays.start(replay, "tester");

        await().until(this::isFinished);
        assertThat(sent()).isEqualTo(250);
        assertThat(waiting(1)).isEqualTo(250);
    }

    private void mark(String sql) {
        assertThat(database.sql(sql).param("receiver", receiver).update()).isEqualTo(1);
    }

    private boolean isFinished() {
        return database.sql("select bool_and(finished_at is not null) from replay where receiver = :receiver")
                .param("receiver", receiver)
                .query(Boolean.class)
                .single();
    }

    private long sent() {
        return database.sql("select sum(sent) from replay where receiver = :receiver")
                .param("receiver", receiver)
                .query(Long.class)
                .single();
    }

    private int waiting(int lane) {
        return database.sql("select count(*) from delivery join delivery_key using (receiver, entity_key)"
                        + " where receiver = :receiver and lane = :lane")
                .param("receiver", receiver)
                .param("lane", lane)
                .query(Integer.class)
                .single();
    }
}
