package io.creatorflow.tiktokshop.durable;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.Statements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The statements of the hot path find their rows by key, whatever the statistics say: a plan that was made while a queue was
 * empty is used until the next look at its statistics, when 100,000 rows may wait.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansTest {

    /** Filling the tables takes longer than a statement of the application may. */
    private static final int PATIENCE_MILLIS = 60_000;

    /** What an index scan of each table has to be bounded by: a key, or the order in which a queue is taken. */
    private static final Map<String, Pattern> BOUNDS = Map.ofEntries(
            Map.entry("delivery", Pattern.compile("entity_key = ")),
            Map.entry(
                    "delivery_key",
                    Pattern.compile("entity_key = |lane = .*due_at <= |lane = .*shop_id > .*due_at >= ")),
            Map.entry("delivery_parked", Pattern.compile("entity_key = |message_position = ")),
            Map.entry("hint", Pattern.compile("entity_id = |lane = .*due_at <= ")),
            Map.entry("hint_held", Pattern.compile("shop_id = ")),
            Map.entry("hint_parked", Pattern.compile("entity_id = ")),
            Map.entry("inbox_waiting", Pattern.compile("body_sha256 = |due_at <= ")),
            Map.entry("inbox", Pattern.compile("body_sha256 = |received_at < ")),
            Map.entry("backfill_item", Pattern.compile("backfill = ")),
            Map.entry("backfill_window", Pattern.compile("id = |backfill = .*due_at <= |backfill = o.id")),
            Map.entry("message", Pattern.compile("position\"? = |entity_key = ")),
            Map.entry("delivery_done", Pattern.compile("message_position = ")),
            Map.entry("entity", Pattern.compile("entity_id = |shop_id = .*entity_id > ")),
            Map.entry("pace_lowered", Pattern.compile("shop_id = |whole_at > ")));

    private static final String FILLED = """
            insert into delivery_key (receiver, shop_id, entity_key, waiting) select 'analytics', i % 20, i, 1 from generate_series(1, 20000) i;
            insert into delivery (receiver, entity_key, revision, message_position, message_day, type)
            select 'analytics', i, 1, i, current_date, 'order.updated.v1' from generate_series(1, 20000) i;
            insert into message (id, type, entity_key, revision, body)
            select i, 'order.updated.v1', i, 1, 'x' from generate_series(1, 20000) i;
            insert into hint (kind, shop_id, entity_id) select 'order', i % 20, i from generate_series(1, 20000) i;
            insert into hint_held select 'order', i, 5, now() from generate_series(1, 20000) i;
            insert into inbox_waiting (day, body_sha256) select current_date, sha256(i::text::bytea) from generate_series(1, 20000) i;
            insert into inbox (day, body_sha256, body) select current_date, sha256(i::text::bytea), 'x' from generate_series(1, 20000) i;
            insert into backfill (stream, shop_id, from_time, to_time, operator)
            select 'orders', i, now(), now(), 'x' from generate_series(1, 20) i;
            insert into backfill_window (backfill, from_time, to_time) select 1 + i % 20, now(), now() from generate_series(1, 20000) i;
            insert into backfill_item (backfill, entity_id, asked) select 1 + i % 20, i, i % 2 = 0 from generate_series(1, 20000) i;
            insert into entity (kind, shop_id, entity_id, revision, lifecycle_rank, read_at, content_sha256, content)
            select 'order', i % 20, i, 1, 1, now(), 'x', '{}' from generate_series(1, 20000) i;
            insert into pace_lowered select i, 'get-order-detail', 50, now() - interval '1 hour', now() - interval '1 hour',
              now() - interval '50 minutes' from generate_series(1, 20000) i;
            """;
    private static final String EMPTIED =
            "delete from delivery_key; delete from delivery; delete from message; delete from hint; delete from hint_held; delete from inbox_waiting;"
                    + " delete from inbox; delete from backfill; delete from entity; delete from pace_lowered";
    private static final List<String> SCHEMAS = List.of("full_tables", "emptied_tables");
    private static final List<String> TABLES = List.of(
            "delivery_key",
            "delivery",
            "message",
            "hint",
            "hint_held",
            "inbox_waiting",
            "inbox",
            "backfill",
            "backfill_window",
            "backfill_item",
            "entity",
            "pace_lowered");

    @Autowired
    private DataSource dataSource;

    private Connection connection;

    static Stream<String> statements() {
        return Stream.of(
                "api.PaceTable READ",
                "api.PaceTable LOWER",
                "downstreams.AppendMessages APPEND",
                "downstreams.ClaimDeliveries PROBE",
                "downstreams.ClaimDeliveries CLAIM",
                "downstreams.ClaimDeliveries FOLLOWERS",
                "downstreams.ClaimDeliveries FETCH",
                "downstreams.SettleDelivered EMPTY",
                "downstreams.SettleDeliveries SETTLE",
                "entities.Entities LOCK",
                "entities.Entities READ",
                "entities.Entities SAVE",
                "entities.EntityComparison ALTERED",
                "erasure.KeptEntities ABANDONED",
                "reconciliation.Differences NOTE",
                "reconciliation.SettleDifferences SETTLE",
                "reconciliation.WalkCopies CHUNK",
                "reconciliation.WalkCopies RECEIVERS",
                "entities.Entities CONFIRM",
                "entities.Hints ASK",
                "entities.Hints BEHIND",
                "entities.ClaimHints CLAIM",
                "entities.HeldHints HOLD",
                "entities.SettleHints SETTLE",
                "entities.SettleHints RELEASE",
                "pulls.BackfillItems ASK",
                "pulls.BackfillItems LIST",
                "pulls.ClaimBackfills CLAIM",
                "pulls.OldCopies TURN",
                "pulls.SettleBackfills GOES_ON",
                "pulls.SettleBackfills FINISH",
                "pulls.SettleBackfills CUT",
                "pulls.SettleBackfills PUT_OFF",
                "routing.OldEvents FORGET",
                "routing.StockOfNoShop SHOPS",
                "entities.SettleHints REFUSED",
                "routing.WaitingEvents TAKE",
                "routing.WaitingEvents AGAIN",
                "routing.WaitingEvents PARK");
    }

    @BeforeAll
    void makeTables() throws Exception {
        connection = dataSource.getConnection();
        connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
        for (String schema : SCHEMAS) {
            execute("create schema " + schema + "; set search_path = " + schema);
            for (Resource script : migrations()) {
                execute(script.getContentAsString(StandardCharsets.UTF_8));
            }
            execute(FILLED);
        }
        execute(EMPTIED);
        for (String schema : SCHEMAS) {
            execute("set search_path = " + schema);
            analyze();
        }
    }

    /** By the numbers of their versions. */
    private static List<Resource> migrations() throws IOException {
        return Stream.of(new PathMatchingResourcePatternResolver().getResources("db/migration/V*.sql"))
                .sorted(Comparator.comparingInt(script ->
                        Integer.parseInt(String.valueOf(script.getFilename()).replaceAll("V(\\d+)__.*", "$1"))))
                .toList();
    }

    @AfterAll
    void dropTables() throws SQLException {
        execute("reset search_path; drop schema full_tables cascade; drop schema emptied_tables cascade");
        connection.close();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void rowsAreFoundByTheirKeys(String name) throws Exception {
        for (String schema : SCHEMAS) {
            execute("set search_path = " + schema);
            assertThat(unbounded(Statements.named(name))).as(schema).isEmpty();
        }
    }

    @Test
    void aJoinThatLeavesTheOrderToThePlannerIsFound() throws Exception {
        execute("set search_path = emptied_tables");

        assertThat(unbounded("""
                        with o as (select * from unnest(:keys::bigint[]) as o (entity_key))
                        delete from delivery_key k using o where k.receiver = :receiver and k.entity_key = o.entity_key
                        """)).isNotEmpty();
    }

    private void analyze() throws SQLException {
        for (String table : TABLES) {
            execute("vacuum (analyze, truncate false) " + table);
        }
    }

    /** Scans of queues that are not bounded by a key. */
    private List<String> unbounded(String sql) throws Exception {
        List<String> parameters = new ArrayList<>();
        String numbered = Pattern.compile("(?<![:\\w]):([a-z]+)").matcher(sql).replaceAll((MatchResult match) -> {
            if (!parameters.contains(match.group(1))) {
                parameters.add(match.group(1));
            }
            return "\\$" + (parameters.indexOf(match.group(1)) + 1);
        });
        execute("prepare hot as " + numbered);
        String nulls = parameters.isEmpty()
                ? ""
                : "(" + String.join(", ", Collections.nCopies(parameters.size(), "null")) + ")";
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("explain (format json) execute hot " + nulls)) {
            rows.next();
            List<String> found = new ArrayList<>();
            collect(new ObjectMapper().readTree(rows.getString(1)).get(0).path("Plan"), found);
            return found;
        } finally {
            execute("deallocate hot");
        }
    }

    private static void collect(JsonNode plan, List<String> found) {
        String table = plan.path("Relation Name").asText().replaceFirst("_(\\d{8}|default)$", "");
        String condition = plan.path("Index Cond").asText();
        boolean byPlace = plan.path("Node Type").asText().equals("Tid Scan");
        boolean scan = plan.path("Node Type").asText().contains("Scan");
        if (scan
                && !byPlace
                && BOUNDS.containsKey(table)
                && !BOUNDS.get(table).matcher(condition).find()) {
            found.add(plan.path("Node Type").asText() + " of " + table + " by " + condition);
        }
        plan.path("Plans").forEach(inner -> collect(inner, found));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
