package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A pull is killed at each of its steps, twenty pulls at each: nothing is lost and nothing is done twice. No webhook tells of
 * anything, and windows do not overlap, so that nothing else heals a loss. The pulls of twenty shops stand at a step when one
 * kill -9 ends them.
 */
@Tag("proof")
class HaltProof {

    private static final int SHOPS = 20;
    private static final int PULLS_AT_EACH_STEP = 20;
    private static final int MOST_KILLS_AT_A_STEP = 4;
    private static final int A_PAGE = 100;
    private static final String SEARCHES_WAIT =
            "{\"operations\":[\"search-orders\"],\"slowPercent\":100,\"slowMillis\":2000}";
    /** Longer than it takes to see the watermark move and to kill, also where much else runs. */
    private static final String SEARCHES_WAIT_LONG = SEARCHES_WAIT.replace("2000", "6000");

    private static final Map<String, String> KNOBS = Map.of(
            "pull-orders.schedule", "* * * * * ?",
            "pulls.overlap", "PT0S",
            "pulls.margin", "PT1S",
            "pulls.shops-at-once", String.valueOf(SHOPS),
            "spring.datasource.hikari.maximum-pool-size", "40");

    /** Where a pull is when it ends. */
    private enum Step {
        CLAIMED,
        PAGE_READ,
        PAGE_MERGED,
        ALL_STORED,
        WATERMARK_MOVED
    }

    @Test
    void aPullThatIsKilledAtAnyStepLosesAndRepeatsNothing() {
        try (World world = World.start("halt", Plant.NONE, 1, SHOPS, KNOBS)) {
            Map<Step, Long> halted = new LinkedHashMap<>();
            int kills = 0;
            for (Step step : Step.values()) {
                for (int kill = 0; kill < MOST_KILLS_AT_A_STEP && halted(halted, step) < PULLS_AT_EACH_STEP; kill++) {
                    halted.merge(step, halt(world, step), Long::sum);
                    kills++;
                    goOn(world);
                }
            }
            boolean rest = Rest.of(world, Duration.ofSeconds(60));
            Verdict verdict = Verdict.of(world);
            long orders = world.shops.stream()
                    .mapToLong(shop -> world.tiktok.truth(shop).size())
                    .sum();
            long repeated = world.count("select count(*) from entity where kind = 'order' and revision <> 1");
            Figures.of("halts")
                    .with("kills", kills)
                    .with("pullsHalted", halted)
                    .with("orders", orders)
                    .with("differing", verdict.differing().size())
                    .with("ordersMergedTwice", repeated)
                    .with("doubleEffects", verdict.doubleEffects())
                    .with("ledger", verdict.ledger())
                    .tell();
            assertThat(halted)
                    .hasSize(Step.values().length)
                    .allSatisfy((step, pulls) ->
                            assertThat(pulls).as("%s", step).isGreaterThanOrEqualTo(PULLS_AT_EACH_STEP));
            assertThat(rest).as("came to rest").isTrue();
            assertThat(verdict.differing()).isEmpty();
            assertThat(repeated).as("orders that were merged twice").isZero();
            assertThat(verdict.doubleEffects()).isZero();
            assertThat(verdict.ledger()).isEmpty();
        }
    }

    @Test
    void movingTheWatermarkBeforeThePageIsStoredIsCaught() {
        String move = "        - bean:\n            id: move-watermark\n            ref: pulls\n"
                + "            method: finished(${exchangeProperty.pull})\n";
        String first = "        - setProperty:\n            id: first-page\n";
        Plant plant = Plant.bug("watermark before the page, halted")
                .inRoute("pulls/pull-orders-of-shop.camel.yaml", move, "")
                .inRoute("pulls/pull-orders-of-shop.camel.yaml", first, move + first);
        try (World world = World.start("halt-planted", plant, 1, SHOPS, KNOBS)) {
            place(world, 3);
            LockSupport.parkNanos(2_000_000_000);
            world.tiktok.apiFaults(SEARCHES_WAIT_LONG);
            place(world, 3);
            Instant placed = Instant.now();
            until(() -> moved(world, placed.plusSeconds(2)) > 0);
            assertThat(moved(world, placed.plusSeconds(2)))
                    .as("watermarks moved")
                    .isPositive();
            kill(world);
            world.tiktok.apiFaults("");
            goOn(world);
            Rest.of(world, Duration.ofSeconds(30));
            int lost = Verdict.of(world).differing().size();
            Figures.of("halts")
                    .with("planted", "watermark moved before the page is stored")
                    .with("differing", lost)
                    .with("caught", lost > 0)
                    .tell();
            assertThat(lost).isPositive();
        }
    }

    private static long halted(Map<Step, Long> halted, Step step) {
        return halted.getOrDefault(step, 0L);
    }

    /** Lets pulls come to a step and kills them there. @return how many were killed */
    private static long halt(World world, Step step) {
        Figures.progress("halt at %s", step);
        return switch (step) {
            case CLAIMED -> {
                world.tiktok.apiFaults(SEARCHES_WAIT);
                place(world, 3);
                until(() -> claimed(world) >= SHOPS / 2);
                yield kill(world);
            }
            case PAGE_READ -> {
                place(world, 3);
                yield killBehindALock(world, "entity", () -> {});
            }
            case PAGE_MERGED -> {
                long before = world.count("select count(*) from entity where kind = 'order'");
                world.tiktok.apiFaults(SEARCHES_WAIT);
                place(world, A_PAGE + 1);
                until(() ->
                        world.count("select count(*) from entity where kind = 'order'") >= before + SHOPS / 2 * A_PAGE);
                yield kill(world);
            }
            case ALL_STORED -> {
                world.tiktok.apiFaults(SEARCHES_WAIT);
                place(world, 3);
                until(() -> claimed(world) >= SHOPS / 2);
                yield killBehindALock(world, "pull", () -> world.tiktok.apiFaults(""));
            }
            case WATERMARK_MOVED -> {
                place(world, 3);
                Instant before = Instant.now();
                until(() -> moved(world, before) >= SHOPS / 4);
                long moved = moved(world, before);
                kill(world);
                yield moved;
            }
        };
    }

    private static long killBehindALock(World world, String table, Runnable locked) {
        try (Connection connection = world.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table " + table + " in share row exclusive mode");
            locked.run();
            until(() -> waiting(world) >= SHOPS / 2);
            LockSupport.parkNanos(300_000_000);
            long halted = waiting(world);
            world.replicas().get(0).kill();
            connection.createStatement().execute("select pg_terminate_backend(pid) from pg_locks where not granted");
            connection.rollback();
            endLease(world);
            return halted;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long kill(World world) {
        long halted = claimed(world);
        world.replicas().get(0).kill();
        endLease(world);
        return halted;
    }

    /** Twelve seconds need not be waited for each time. */
    private static void endLease(World world) {
        world.sql("update replica set expires_at = clock_timestamp() - interval '1 second'");
    }

    private static void goOn(World world) {
        world.tiktok.apiFaults("");
        world.replicas(1);
        Instant now = Instant.now();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        world.count("select count(*) from pull where stream = 'orders' and watermark > '" + now + "'")
                                == SHOPS);
    }

    private static void place(World world, int each) {
        world.shops.forEach(shop -> world.tiktok.place(shop, each, ",\"status\":\"DELIVERED\""));
    }

    private static long claimed(World world) {
        return world.count("select count(*) from pull where stream = 'orders' and owner is not null");
    }

    private static long moved(World world, Instant since) {
        return world.count(
                "select count(*) from pull where stream = 'orders' and watermark > '" + since.minusSeconds(1) + "'");
    }

    private static long waiting(World world) {
        return world.count("select count(*) from pg_locks where not granted");
    }

    private static void until(java.util.function.BooleanSupplier moment) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!moment.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
    }
}
