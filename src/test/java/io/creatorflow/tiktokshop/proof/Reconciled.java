package io.creatorflow.tiktokshop.proof;

import java.time.Duration;
import org.awaitility.Awaitility;

/** What the reconciliation of a world says of its copies, to be compared with what is true. */
final class Reconciled {

    private static final String BEGIN = """
            insert into reconciliation (shop_id, kind, from_time, to_time, reached)
            select shop_id, kind, now() - interval '30 days', date_trunc('second', now()), now() - interval '30 days'
            from shop cross join unnest(array['order', 'cancellation', 'return', 'package', 'product']) as k (kind)
            where state = 'connected'
            """;

    private Reconciled() {}

    /** Reconciles all kinds of all shops, to the end. */
    static Verdict of(World world) {
        long before = world.count("select coalesce(max(id), 0) from reconciliation");
        world.sql(BEGIN);
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> world.count("select count(*) from reconciliation where finished_at is null") == 0);
        return new Verdict(
                world.count("select sum(wrong) from reconciliation where id > " + before),
                world.count("select sum(compared) from reconciliation where id > " + before));
    }

    /** Makes a copy of an order in each shop say what is not true, without touching its update time. */
    static long tamper(World world) {
        String one =
                "select min(key) from entity where kind = 'order' and content::text like '%\"status\":%' group by shop_id";
        world.sql(
                "update entity set content = regexp_replace(content::text, '\"status\":\"[a-z_]+\"', '\"status\":\"tampered\"')::json"
                        + " where key in (" + one + ")");
        return world.count("select count(*) from (" + one + ") tampered");
    }

    /**
     * What it says.
     *
     * @param wrong entities that it found otherwise than TikTok Shop tells them
     * @param compared all that it looked at
     */
    record Verdict(long wrong, long compared) {}
}
