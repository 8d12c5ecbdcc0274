package io.creatorflow.tiktokshop;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import io.creatorflow.tiktokshop.downstreams.Outbox;
import io.creatorflow.tiktokshop.downstreams.SerializedMessage;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class UpkeepTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    private JdbcClient database;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private CamelContext camel;

    @Autowired
    private Outbox outbox;

    private final String unique = UUID.randomUUID().toString();

    @Test
    void aLedgerThatDoesNotCloseIsTold(CapturedOutput output) {
        database.sql("insert into ledger (receiver, backend, accepted) values (:receiver, 0, 1)")
                .param("receiver", unique)
                .update();
        try {
            await().atMost(SOON)
                    .until(() -> output.getAll().contains("The ledger does not close: {\"receiver\":\"" + unique));
        } finally {
            database.sql("delete from ledger where receiver = :receiver")
                    .param("receiver", unique)
                    .update();
        }
    }

    @Test
    void aDaysHistoryIsAnalyzedAndVacuumedInLargeSteps() {
        assertThat(database.sql("""
                        select c.relname::text || ' ' || coalesce(array_to_string(c.reloptions, ' '), '')
                        from pg_inherits join pg_class c on c.oid = inhrelid
                        where inhparent in ('inbox'::regclass, 'message'::regclass, 'delivery_done'::regclass) and c.relkind = 'r'
                          and c.relname ~ to_char(now() at time zone 'UTC', '_YYYYMMDD')
                        """).query(String.class).list())
                .hasSize(3)
                .allMatch(day -> day.contains("autovacuum_analyze_threshold=200000")
                        && day.contains("autovacuum_vacuum_insert_threshold=200000"));
    }

    @Test
    void theDaysToComeHavePartitionsAndOldDaysAreDropped(CapturedOutput output) {
        partition("inbox", "2020-01-01");
        database.sql("drop table if exists " + partition(5)).update();

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(database.sql("select relname::text from pg_class where relname like 'inbox_%'")
                                        .query(String.class)
                                        .list())
                                .contains(partition(5))
                                .doesNotContain("inbox_20200101"));
    }

    @Test
    void whatCameBeforeItsDayWasMadeMovesIntoIt() {
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(6).toString();
        String suffix = day.replace("-", "");
        transaction.executeWithoutResult(status -> {
            List.of("inbox_", "message_", "delivery_done_")
                    .forEach(history -> database.sql("drop table if exists " + history + suffix)
                            .update());
            event(day, "early", 0);
            database.sql(
                            "insert into message (day, id, type, entity_key, revision, body) values (cast(:day as date), :id, 'x', 0, 1, '')")
                    .param("day", day)
                    .param("id", unique)
                    .update();
            database.sql("insert into delivery_done (day, receiver, message_position, message_day, outcome, attempts)"
                            + " values (cast(:day as date), :receiver, 0, cast(:day as date), 'delivered', 0)")
                    .param("day", day)
                    .param("receiver", unique)
                    .update();
        });

        for (String history : List.of("inbox_", "message_", "delivery_done_")) {
            await().atMost(SOON).until(() -> exists(history + suffix));
            assertThat(database.sql("select count(*) from " + history + suffix)
                            .query(Integer.class)
                            .single())
                    .as(history)
                    .isEqualTo(1);
        }
    }

    @Test
    void whoReadsForLongKeepsUpkeepWaitingAndNobodyElse(CapturedOutput output) {
        database.sql("drop table if exists " + partition(5)).update();
        transaction.executeWithoutResult(reader -> {
            database.sql("select count(*) from inbox where day = '2020-03-01'")
                    .query(Integer.class)
                    .single();
            await().atMost(SOON).until(() -> output.getAll().contains("canceling statement due to lock timeout"));

            assertThat(CompletableFuture.runAsync(() -> event("-infinity", "beside-" + unique, 0)))
                    .succeedsWithin(SOON);
        });

        await().atMost(SOON).until(() -> exists(partition(5)));
    }

    @Test
    void anOldDayWithEventsThatAreNotRoutedYetIsKeptAndTold(CapturedOutput output) {
        transaction.executeWithoutResult(status -> {
            partition("inbox", "2020-02-01");
            partition("inbox", "2020-02-02");
            database.sql("""
                            with stored as (
                              insert into inbox (day, body_sha256, body) values ('2020-02-01', :hash, '{}') returning *)
                            insert into inbox_waiting (day, body_sha256, due_at)
                            select day, body_sha256, clock_timestamp() + interval '1 day' from stored
                            """)
                    .param("hash", unique.getBytes(StandardCharsets.UTF_8))
                    .update();
        });

        await().atMost(SOON)
                .until(
                        () -> output.getAll()
                                .contains(
                                        "inbox_20200201 is older than 30 days and kept, as 1 of its events are not routed yet"));
        await().atMost(SOON).until(() -> !exists("inbox_20200202"));
        assertThat(exists("inbox_20200201")).isTrue();
        assertThat(database.sql("select count(*) from inbox where day = '2020-02-01'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        database.sql("delete from inbox_waiting where day = '2020-02-01'").update();
        await().atMost(SOON).until(() -> !exists("inbox_20200201"));
    }

    @Test
    void anOldEventThatNamesNoDayGoesUnlessItWaitsOrIsParked() {
        transaction.executeWithoutResult(status -> {
            event("-infinity", "routed", 31);
            event("-infinity", "waiting", 31);
            event("-infinity", "parked", 31);
            event("-infinity", "young", 29);
            mark(
                    "insert into inbox_waiting (day, body_sha256, due_at) values ('-infinity', :hash, 'infinity')",
                    "waiting");
            mark("insert into inbox_parked (day, body_sha256, reason) values ('-infinity', :hash, '')", "parked");
        });

        await().atMost(SOON).until(() -> !events().contains("routed"));
        assertThat(events()).containsExactly("parked", "waiting", "young");

        mark("delete from inbox_waiting where body_sha256 = :hash", "waiting");
        mark("delete from inbox_parked where body_sha256 = :hash", "parked");
        await().atMost(SOON).until(() -> events().equals(List.of("young")));
    }

    @Test
    void aParkedEventOutlivesItsDay() {
        transaction.executeWithoutResult(status -> {
            partition("inbox", "2020-03-01");
            event("2020-03-01", "routed", 31);
            event("2020-03-01", "parked", 31);
            mark("insert into inbox_parked (day, body_sha256, reason) values ('2020-03-01', :hash, '')", "parked");
        });

        await().atMost(SOON).until(() -> !exists("inbox_20200301"));
        assertThat(events()).containsExactly("parked");

        mark("delete from inbox_parked where body_sha256 = :hash", "parked");
        await().atMost(SOON).until(() -> events().isEmpty());
    }

    private void event(String day, String name, int daysAgo) {
        mark(
                "insert into inbox (day, body_sha256, body, received_at) values ('" + day + "', :hash, convert_to('"
                        + unique + name + "', 'UTF8'), clock_timestamp() - interval '" + daysAgo + " days')",
                name);
    }

    private void mark(String sql, String name) {
        database.sql(sql)
                .param("hash", (unique + name).getBytes(StandardCharsets.UTF_8))
                .update();
    }

    /** The names of those that are kept. */
    private List<String> events() {
        return database.sql("""
                        select substr(convert_from(body, 'UTF8'), 37) from inbox
                        where position(convert_to(:test, 'UTF8') in body) = 1 order by 1
                        """).param("test", unique).query(String.class).list();
    }

    @Test
    void anOldDayWithAParkedMessageIsKeptAndToldAndTheOthersGo(CapturedOutput output) {
        transaction.executeWithoutResult(status -> {
            partition("message", "2020-02-01");
            partition("message", "2020-02-02");
            database.sql("""
                            with stored as (
                              insert into message (day, id, type, entity_key, revision, body)
                              values ('2020-02-01', :test, 'order.updated.v1', -1, 1, 'x') returning *)
                            insert into delivery_parked (receiver, entity_key, message_position, message_day, type, reason, attempts)
                            select :test, entity_key, position, day, type, '', 1 from stored
                            """).param("test", unique).update();
        });

        await().atMost(SOON).until(() -> !exists("message_20200202"));
        await().atMost(SOON)
                .until(
                        () -> output.getAll()
                                .contains(
                                        "message_20200201 is older than 30 days and kept, as 1 of its deliveries are parked or wait"));
        assertThat(exists("message_20200201")).isTrue();

        database.sql("delete from delivery_parked where receiver = :test")
                .param("test", unique)
                .update();
        await().atMost(SOON).until(() -> !exists("message_20200201"));
    }

    @Test
    void upkeepThatFailsIsToldAndTriedAgain(CapturedOutput output) {
        database.sql("alter function drop_partitions(integer) rename to drop_partitions_away")
                .update();
        try {
            await().atMost(SOON).until(() -> output.getAll().contains("Upkeep failed: "));
        } finally {
            database.sql("alter function drop_partitions_away(integer) rename to drop_partitions")
                    .update();
        }
    }

    @Test
    void hotTablesAreVacuumedOnceMuchOfThemIsDead() {
        List<Long> before = vacuums();

        database.sql("""
                        insert into inbox_waiting (day, body_sha256, due_at)
                        select current_date, sha256((:test || n)::bytea), 'infinity' from generate_series(1, 21000) n
                        """).param("test", unique).update();
        database.sql("delete from inbox_waiting where due_at = 'infinity'").update();
        database.sql("""
                        insert into delivery (receiver, entity_key, revision, message_position, message_day, type)
                        select :test, n, 1, n, current_date, '' from generate_series(1, 21000) n
                        """).param("test", unique).update();
        database.sql("delete from delivery where receiver = :test")
                .param("test", unique)
                .update();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(vacuums())
                        .zipSatisfy(before, (now, then) -> assertThat(now).isGreaterThan(then)));
        assertThat(database.sql("select much_that_came_in_is_dead() or much_that_goes_out_is_dead()")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    /** Of each hot table. */
    private List<Long> vacuums() {
        return database.sql("""
                        select vacuum_count from pg_stat_user_tables
                        where relname in ('hint', 'inbox_waiting', 'delivery', 'delivery_key') order by relname
                        """).query(Long.class).list();
    }

    @Test
    void aMessageOfATypeThatNoBranchKnowsGoesToAnalyticsOnly() {
        append("something.else.v1");

        await().atMost(SOON)
                .until(() -> !RECEIVERS.received("analytics", unique).isEmpty());
        assertThat(RECEIVERS.received("order-management", unique)).isEmpty();
    }

    @Test
    void aBlipIsTriedAgainAtOnceAndTwoGoToTheRetryTable() {
        AtomicInteger cuts = new AtomicInteger();
        RECEIVERS.answer(unique, (receiver, event, http) -> {
            if (cuts.incrementAndGet() <= 3) {
                throw new IOException("cut by the test");
            }
            return 200;
        });

        append("something.else.v1");

        await().atMost(SOON).untilAsserted(() -> assertThat(cuts).hasValue(4));
    }

    private void append(String type) {
        String body = "{\"specversion\":\"1.0\",\"id\":\"" + unique + "\",\"subject\":\"" + unique + "\"}";
        SerializedMessage message = new SerializedMessage(
                unique,
                type,
                "7495000000000000002",
                ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50),
                1,
                "own",
                Instant.EPOCH,
                body.getBytes(StandardCharsets.UTF_8));
        MessageGroup group = new MessageGroup(type, List.of(message), false);
        camel.createProducerTemplate().sendBody("direct:route-messages", group);
        transaction.executeWithoutResult(status -> outbox.append(List.of(group)));
    }

    private void partition(String history, String day) {
        database.sql("create table %s_%s partition of %s for values from ('%s') to (date '%s' + 1)"
                        .formatted(history, day.replace("-", ""), history, day, day))
                .update();
    }

    private boolean exists(String table) {
        return database.sql("select to_regclass(:table) is not null")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }

    private static String partition(int daysAhead) {
        return "inbox_"
                + java.time.LocalDate.now(java.time.ZoneOffset.UTC)
                        .plusDays(daysAhead)
                        .format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
    }
}
