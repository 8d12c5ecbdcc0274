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
 * What all replicas know of the paces. A refusal lowers the pace by a factor, at most once a second; from then on, or from when TikTok Shop
 * allows calls again, it comes back evenly. Nobody has to raise it: what is left of it follows from the row and the time.
 */
@Component
class PaceTable {

    private static final String READ = """
            select operation, shop_id, per_second, null::integer as percent, 0::bigint as stopped, 0::bigint as lowered from pace
            union all select operation, shop_id, null, pace_percent(l),
              greatest(0, extract(epoch from not_before - clock_timestamp()) * 1000000000)::bigint,
              greatest(0, extract(epoch from whole_at - clock_timestamp()) * 1000000000)::bigint
            from pace_lowered l where whole_at > statement_timestamp()
            """;
    private static final String LOWER = """
            with known as (
              select l.*, pace_percent(l) as left_of_it, lowered_at > clock_timestamp() - interval '1 second' as recent
              from pace_lowered l where shop_id = :shop and operation = :operation for update),
            lowered as (
              select case when recent then percent
                  else greatest(:lowest, coalesce(left_of_it, 100) * :percent / 100) end as percent,
                case when recent then lowered_at else clock_timestamp() end as lowered_at,
                greatest(not_before, clock_timestamp() + :wait * interval '1 ms') as not_before
              from (select 1) as once left join known on true)
            insert into pace_lowered (shop_id, operation, percent, lowered_at, not_before, whole_at)
            select :shop, :operation, percent, lowered_at, not_before,
              greatest(lowered_at, not_before) + (100 - percent) * interval '1 second' / :step from lowered
            on conflict (shop_id, operation) do update set percent = excluded.percent, lowered_at = excluded.lowered_at,
              not_before = excluded.not_before, whole_at = excluded.whole_at
            """;

    /**
     * What holds for a shop's calls of an operation.
     *
     * @param percent of the pace
     * @param notBefore the {@link System#nanoTime} before which there shall be no call
     * @param wholeAt the {@link System#nanoTime} from which the pace is as before
     */
    record Lowered(int percent, long notBefore, long wholeAt) {}

    /**
     * What was found, by operation and shop.
     *
     * @param set calls a second, where a person has set it; the shop is empty where it holds for all others
     * @param lowered where TikTok Shop refused calls
     */
    record Found(Map<String, Integer> set, Map<String, Lowered> lowered) {

        static final Found NOTHING = new Found(Map.of(), Map.of());

        @Nullable
        Integer set(String operation, String shop) {
            Integer own = set.get(key(operation, shop));
            return own == null ? set.get(key(operation, "")) : own;
        }

        Lowered lowered(String operation, String shop) {
            Lowered found = lowered.get(key(operation, shop));
            long now = System.nanoTime();
            return found == null || found.wholeAt() - now <= 0 ? new Lowered(100, now, now) : found;
        }

        /** For how many shops. */
        long lowered(String operation) {
            long now = System.nanoTime();
            return lowered.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(operation + ' '))
                    .filter(entry -> entry.getValue().wholeAt() - now > 0)
                    .count();
        }

        private static String key(String operation, String shop) {
            return operation + ' ' + shop;
        }

        private void add(ResultSet row) throws SQLException {
            String key = key(row.getString("operation"), row.getString("shop_id"));
            int percent = row.getInt("percent");
            if (row.wasNull()) {
                set.put(key, row.getInt("per_second"));
            } else {
                long now = System.nanoTime();
                lowered.put(key, new Lowered(percent, now + row.getLong("stopped"), now + row.getLong("lowered")));
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
                .param("step", step)
                .param("wait", wait == null ? 0 : wait.toMillis())
                .update();
    }
}
