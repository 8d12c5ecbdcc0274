package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A backfill is killed again and again: while TikTok Shop answers, while a page is merged, while a window is settled, and at random.
 * It goes on each time, and in the end every order is stored and told once.
 */
@Tag("proof")
class BackfillProof {

    private static final int KILLS = 12;
    private static final int SHOPS = 2;
    private static final int STEPS = 20;
    private static final int A_STEP = 50;
    private static final Map<String, String> KNOBS =
            Map.of("backfills.look-every", "100", "backfills.window-size", "250");
    private static final String BEGIN = """
            with begun as (
              insert into backfill (stream, shop_id, from_time, to_time, operator)
              select 'orders', shop_id, date_trunc('second', now() - interval '3 hours'), date_trunc('second', now()), 'proof' from shop
              returning id, from_time, to_time)
            insert into backfill_window (backfill, from_time, to_time) select id, from_time, to_time from begun
            """;
    private static final List<String> TABLES = List.of("", "entity", "backfill_window", "backfill");

    private record Outcome(int kills, long done, long again, Verdict verdict) {}

    @Test
    void aKilledBackfillGoesOnAndLosesAndRepeatsNothing() {
        Outcome outcome = killed(Plant.NONE, KILLS);
        figures(outcome).with("again", outcome.again).tell();
        assertThat(outcome.done).isEqualTo(SHOPS * STEPS * A_STEP);
        assertThat(outcome.again).as("orders with a second revision").isZero();
        assertThat(outcome.verdict.differing()).isEmpty();
        assertThat(outcome.verdict.doubleEffects()).isZero();
        assertThat(outcome.verdict.parked()).isZero();
        assertThat(outcome.verdict.ledger()).isEmpty();
    }

    @Test
    void aWindowThatIsDoneBeforeItsPagesAreStoredIsCaught() {
        Plant plant = Plant.bug("window done before its pages are stored")
                .with("backfills.window-size", "100000")
                .in(
                        "pulls/BackfillWindows.java",
                        "public PullPage first(@ExchangeProperty(\"window\") BackfillWindow window) {\n",
                        "public PullPage first(@ExchangeProperty(\"window\") BackfillWindow window) {\n"
                                + "        settle.finish(window, 0);\n")
                .in("pulls/BackfillWindows.java", "} else if (settle.goesOn(window)) {", "} else if (next != null) {");
        Outcome outcome = killed(plant, 1);
        boolean caught = !outcome.verdict.differing().isEmpty();
        figures(outcome).with("planted", plant.name()).with("caught", caught).tell();
        assertThat(caught).isTrue();
    }

    private static Figures figures(Outcome outcome) {
        return Figures.of("Backfill")
                .with("kills", outcome.kills)
                .with("orders", SHOPS * STEPS * A_STEP)
                .with("done", outcome.done)
                .with("differing", outcome.verdict.differing().size())
                .with("ledger", outcome.verdict.ledger());
    }

    private static Outcome killed(Plant plant, int most) {
        try (World world = World.start("backfill", plant, 1, SHOPS, KNOBS)) {
            place(world);
            world.tiktok.apiFaults("{\"operations\":[\"search-orders\"],\"slowPercent\":100,\"slowMillis\":400}");
            world.sql(BEGIN);
            int kills = 0;
            while (kills < most && running(world)) {
                kill(world, plant.isBug() ? "entity" : TABLES.get(kills % TABLES.size()));
                kills++;
                world.replicas(1);
            }
            world.tiktok.apiFaults("");
            awaitFinished(world);
            Rest.of(world, Duration.ofSeconds(90));
            return new Outcome(
                    kills,
                    world.count("select sum(done) from backfill where finished_at is not null"),
                    world.count("select count(*) from entity where kind = 'order' and revision > 1"),
                    Verdict.of(world));
        }
    }

    private static void kill(World world, String table) {
        Runnable kill = world.replicas().get(0)::kill;
        if (table.isEmpty()) {
            LockSupport.parkNanos(700_000_000);
            kill.run();
        } else {
            Halt.whileLocked(world, table, kill);
        }
    }

    /** Orders of three hours, silently. */
    private static void place(World world) {
        for (int step = 0; step < STEPS; step++) {
            world.tiktok.control("DELETE", "/clock", "");
            world.tiktok.control("PUT", "/clock", "{\"advanceSeconds\":-" + (9000 - 300 * step) + "}");
            world.shops.forEach(shop -> world.tiktok.place(shop, A_STEP, ",\"status\":\"DELIVERED\""));
        }
        world.tiktok.control("DELETE", "/clock", "");
    }

    private static boolean running(World world) {
        return world.count("select count(*) from backfill where finished_at is null") > 0;
    }

    private static void awaitFinished(World world) {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> !running(world));
        } catch (ConditionTimeoutException e) {
            Figures.progress("the backfill did not end: %s", world.texts("select b::text from backfill b"));
        }
    }
}
