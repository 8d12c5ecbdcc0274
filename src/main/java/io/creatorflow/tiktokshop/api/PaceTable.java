package io.creatorflow.tiktokshop.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What all replicas know of the paces. A refusal lowers the pace by a factor, at most once a second; each second without one raises it by
 * a step, until it is as before.
 */
@Component
class PaceTable {

    private static final String READ = """
            select operation, null as shop_id, per_second as value, 0 as stopped from pace
            union all select operation, shop_id, percent,
              greatest(0, extract(epoch from not_before - clock_timestamp()) * 1000000000)::bigint from pace_lowered
            """;
    private static final String LOWER = """
            insert into pace_lowered as l (shop_id, operation, percent, lowered_at, raised_at, not_before)
            values (:shop, :operation, :percent, clock_timestamp(), clock_timestamp(),
              clock_timestamp() + :wait * interval '1 ms')
            on conflict (shop_id, operation) do update set not_before = greatest(l.not_before, excluded.not_before),
              percent = case when l.lowered_at < clock_timestamp() - interval '1 second'
                then greatest(:lowest, l.percent * :percent / 100) else l.percent end,
              lowered_at = case when l.lowered_at < clock_timestamp() - interval '1 second'
                then clock_timestamp() else l.lowered_at end
            """;
    private static final String RAISE = """
            update pace_lowered set percent = least(100, percent + :step), raised_at = clock_timestamp()
            where greatest(lowered_at, raised_at, not_before) < clock_timestamp() - interval '1 second' and percent < 100
            """;
    private static final String FORGET =
            "delete from pace_lowered where percent = 100 and raised_at < clock_timestamp() - interval '1 second'";

    /**
     * What holds for a shop's calls of an operation.
     *
     * @param percent of the pace
     * @param notBefore the {@link System#nanoTime} before which there shall be no call
     */
    record Lowered(int percent, long notBefore) {}

    /**
     * What was found.
     *
     * @param set calls a second by operation, where a person has set it
     * @param lowered by operation and shop
     */
    record Found(Map<String, Integer> set, Map<String, Lowered> lowered) {

        static final Found NOTHING = new Found(Map.of(), Map.of());

        Lowered of(ApiCall call) {
            Lowered found =
                    lowered.get(key(call.operation().name(), call.request().shopId()));
            return found == null ? new Lowered(100, System.nanoTime()) : found;
        }

        boolean anyLowered() {
            return !lowered.isEmpty();
        }

        long lowered(String operation) {
            return lowered.keySet().stream()
                    .filter(key -> key.startsWith(operation + ' '))
                    .count();
        }

        private static String key(String operation, String shop) {
            return operation + ' ' + shop;
        }

        private void add(ResultSet row) throws SQLException {
            String shop = row.getString("shop_id");
            String operation = row.getString("operation");
            if (shop == null) {
                set.put(operation, row.getInt("value"));
            } else {
                lowered.put(
                        key(operation, shop),
                        new Lowered(row.getInt("value"), System.nanoTime() + row.getLong("stopped")));
            }
        }
    }

    private final JdbcClient database;
    private final int lowered;
    private final int lowest;
    private final int step;

    PaceTable(
            JdbcClient database,
            @Value("${paces.lowered-to-percent}") int lowered,
            @Value("${paces.lowest-percent}") int lowest,
            @Value("${paces.raised-by-percent}") int step) {
        this.database = database;
        this.lowered = lowered;
        this.lowest = lowest;
        this.step = step;
    }

    Found read() {
        Found found = new Found(new HashMap<>(), new HashMap<>());
        database.sql(READ).query(found::add);
        return found;
    }

    void lower(String shop, String operation, @Nullable Duration wait) {
        database.sql(LOWER)
                .param("shop", shop)
                .param("operation", operation)
                .param("percent", lowered)
                .param("lowest", lowest)
                .param("wait", wait == null ? 0 : wait.toMillis())
                .update();
    }

    void raise() {
        database.sql(FORGET).update();
        database.sql(RAISE).param("step", step).update();
    }
}
