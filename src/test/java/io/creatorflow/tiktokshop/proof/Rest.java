package io.creatorflow.tiktokshop.proof;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until a world has come to rest: nothing waits anywhere, apart from what waits for a person. */
final class Rest {

    private static final String WAITING = """
            select (select count(*) from inbox_waiting) + (select count(*) from delivery)
              + (select count(*) from hint where owner is not null or due_at < clock_timestamp() + interval '30 seconds')
            """;

    private static final String ROWS = """
            (select 'hint ' || h::text from hint h limit 3)
            union all (select 'delivery key ' || k::text from delivery_key k limit 3)
            union all (select 'replica ' || r::text || ' now ' || clock_timestamp() from replica r)
            union all (select 'downstream ' || d::text from downstream d)
            union all (select 'inbox ' || w::text from inbox_waiting w limit 3)
            union all (select 'backfill ' || b::text from backfill b where finished_at is null limit 3)
            union all (select 'reconciliation ' || r::text from reconciliation r where finished_at is null limit 3)
            """;

    private Rest() {}

    /**
     * Waits.
     *
     * @return whether it came to rest in time
     */
    static boolean of(World world, Duration atMost) {
        return of(world, WAITING, atMost);
    }

    /** Waits, also for hints whose next look is a minute or more away; not for those that wait for a deadline. */
    static boolean withoutHints(World world, Duration atMost) {
        return of(
                world,
                "select (" + WAITING + ") + (select count(*) from hint"
                        + " where due_at < clock_timestamp() + interval '1 hour')",
                atMost);
    }

    /** Waits until a query counts nothing. */
    static boolean of(World world, String waiting, Duration atMost) {
        try {
            Awaitility.await()
                    .atMost(atMost)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> world.count(waiting) == 0);
            return true;
        } catch (ConditionTimeoutException e) {
            Figures.progress("not at rest: %s", world.texts(ROWS));
            return false;
        }
    }

    /** How much waits. */
    static long waiting(World world) {
        return world.count(WAITING);
    }
}
