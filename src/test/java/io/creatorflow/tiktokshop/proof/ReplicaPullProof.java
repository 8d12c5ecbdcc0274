package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two replicas have the same schedules: under load, and with one of them killed and started anew, each stream of each shop is
 * pulled once at each time, never by both, and no time is missed for longer than a lease lasts. No webhook tells of anything.
 */
@Tag("proof")
class ReplicaPullProof {

    private static final int SHOPS = 4;
    private static final int EVERY_SECONDS = 4;
    private static final int LEASE_AND_HEARTBEAT_SECONDS = 14;
    private static final Map<String, String> KNOBS = Map.of(
            "pull-orders.schedule", "0/" + EVERY_SECONDS + " * * * * ?",
            "pull-cancellations.schedule", "1/" + EVERY_SECONDS + " * * * * ?",
            "pulls.not-sooner-than", "PT3S",
            "pulls.overlap", "PT0S",
            "pulls.margin", "PT1S");

    /** Writes down each claim, in the database itself. */
    private static final List<String> LOG = List.of(
            "create table claim_log (stream text, shop_id text, owner uuid, at timestamptz default clock_timestamp())",
            """
            create function log_claim() returns trigger language plpgsql as $$
            begin insert into claim_log (stream, shop_id, owner) values (new.stream, new.shop_id, new.owner); return new; end $$
            """,
            "create trigger log_claim after update on pull for each row when (new.epoch > old.epoch)"
                    + " execute function log_claim()");

    private static final String GAPS = """
            select extract(epoch from at - lag(at) over (partition by stream, shop_id order by at)) as gap from claim_log
            """;

    private record Outcome(long claims, long searches, long doubled, double longestGap, long owners, Verdict verdict) {

        Figures figures() {
            return Figures.of("two replicas")
                    .with("claims", claims)
                    .with("searches", searches)
                    .with("replicasThatPulled", owners)
                    .with("doubled", doubled)
                    .with("longestGapSeconds", longestGap)
                    .with("differing", verdict.differing().size())
                    .with("ledger", verdict.ledger());
        }
    }

    @Test
    void noPullIsDoubledAndNoneMissedWhileAReplicaDies() {
        Outcome outcome = run(Plant.NONE, true);
        outcome.figures().tell();
        assertThat(outcome.owners).as("leases that pulled").isGreaterThanOrEqualTo(2);
        assertThat(outcome.doubled).as("pulls begun twice for one time").isZero();
        assertThat(outcome.searches)
                .as("searches; but for what was under way when counting began, and at the kill")
                .isBetween(outcome.claims - 2L * SHOPS, outcome.claims + 2L * SHOPS);
        assertThat(outcome.longestGap).isLessThan(LEASE_AND_HEARTBEAT_SECONDS + 2 * EVERY_SECONDS);
        assertThat(outcome.verdict.differing()).isEmpty();
        assertThat(outcome.verdict.ledger()).isEmpty();
    }

    @Test
    void pullingWithoutAClaimIsCaught() {
        Plant plant = Plant.bug("each replica by its own schedule, without a claim")
                .in(
                        "pulls/Pulls.java",
                        " and p.owner is null\n                and (p.claimed_at is null or p.claimed_at <="
                                + " clock_timestamp() - make_interval(secs => :rest))\n",
                        "\n");
        Outcome outcome = run(plant, false);
        outcome.figures()
                .with("planted", plant.name())
                .with("caught", outcome.doubled > 0)
                .tell();
        assertThat(outcome.doubled).isPositive();
    }

    private static Outcome run(Plant plant, boolean kill) {
        try (World world = World.start("replica-pulls", plant, 2, SHOPS, KNOBS)) {
            LOG.forEach(world::sql);
            world.tiktok.control("DELETE", "/api-calls", "");
            load(world, 12);
            if (kill) {
                world.tiktok.apiFaults("{\"operations\":[\"search-orders\"],\"slowPercent\":100,\"slowMillis\":1500}");
                until(() -> world.count("select count(*) from pull where owner is not null") > 0);
                world.replicas().get(1).kill();
                world.tiktok.apiFaults("");
                load(world, 20);
                world.replicas(2);
                load(world, 12);
            }
            LockSupport.parkNanos(Duration.ofSeconds(12).toNanos());
            Rest.of(world, Duration.ofSeconds(60));
            return new Outcome(
                    world.count("select count(*) from claim_log"),
                    world.tiktok
                                    .control("GET", "/api-calls", "")
                                    .path("search-orders calls")
                                    .asLong()
                            + world.tiktok
                                    .control("GET", "/api-calls", "")
                                    .path("search-cancellations calls")
                                    .asLong(),
                    world.count("select count(*) from (" + GAPS + ") as gaps where gap < 2.5"),
                    world.count("select coalesce(max(gap) * 1000, 0)::bigint from (" + GAPS + ") as gaps") / 1000.0,
                    world.count("select count(distinct owner) from claim_log"),
                    Verdict.of(world));
        }
    }

    private static void load(World world, int seconds) {
        for (int second = 0; second < seconds; second++) {
            world.shops.forEach(shop -> world.tiktok.place(shop, 5, ",\"status\":\"DELIVERED\""));
            LockSupport.parkNanos(1_000_000_000);
        }
    }

    private static void until(java.util.function.BooleanSupplier moment) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!moment.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
    }
}
