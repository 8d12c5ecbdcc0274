package io.creatorflow.tiktokshop.proof;

import java.time.Duration;
import org.awaitility.Awaitility;

/** What the reconciliation of a world says of its copies, to be compared with what is true. */
final class Reconciled {

    /**
     * Products may be old, and something may have happened in this second. The sandbox dates what happens twice within one a second on,
     * as searches tell by its time what is newer.
     */
    private static final String BEGIN = """
            insert into reconciliation (shop_id, kind, from_time, to_time, reached)
            select shop_id, kind, now() - interval '1 year', date_trunc('second', now()) + interval '3 seconds', now() - interval '1 year'
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
                world.count("select sum(compared) from reconciliation where id > " + before),
                world.count(
                        "select coalesce(sum(total - equal), 0) from reconciliation_receiver where reconciliation_id > "
                                + before));
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

    /** Makes a newer message about an order in each shop that no receiver is ever given. */
    static long withhold(World world) {
        world.sql("insert into message (id, type, entity_key, revision, created_at, body)"
                + " select 'withheld ' || key, 'order.updated.v1', key, revision + 1, now(), '' from entity"
                + " where key in (select max(key) from entity where kind = 'order' group by shop_id)");
        return world.count("select count(*) from message where id like 'withheld %'");
    }

    /**
     * What it says.
     *
     * @param wrong entities that it found otherwise than TikTok Shop tells them
     * @param compared all that it looked at
     * @param behind entities of which a receiver lacks the present revision, counted for each receiver
     */
    record Verdict(long wrong, long compared, long behind) {}
}
