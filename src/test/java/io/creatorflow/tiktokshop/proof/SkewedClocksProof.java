package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R20: three replicas, one with a clock ten minutes behind and one ten minutes ahead. What R1, R2, R3 and R15 say holds: nothing
 * that was acknowledged is lost over kills, no effect comes twice, copies at once are one, and a killed replica's claims come
 * back. Leases run on the time of the database, and so does whatever replicas compare.
 */
@Tag("proof")
class SkewedClocksProof {

    private static final int PER_SECOND = 60;
    private static final int COPIES = 6;
    private static final Map<String, String> KNOBS =
            Map.of("proof.clock-minutes", "0,-10,10", "pull-orders.schedule", "0/3 * * * * ?");

    /** Writes down each lease that is taken from a replica which still had it, by the database's clock. */
    private static final List<String> LOG = List.of(
            "create table lost_lease (id uuid)",
            """
            create function log_lease() returns trigger language plpgsql as $$
            begin insert into lost_lease values (old.id); return old; end $$
            """,
            "create trigger log_lease before delete on replica for each row"
                    + " when (old.expires_at > clock_timestamp() + interval '1 second') execute function log_lease()");

    private record Outcome(
            long changes,
            long copies,
            long rows,
            long stolen,
            double backAfter,
            boolean rest,
            long refused,
            Verdict verdict) {

        long faults() {
            return stolen
                    + verdict.lost()
                    + verdict.differing().size()
                    + verdict.doubleEffects()
                    + refused
                    + (rest ? 0 : 1);
        }

        Figures figures() {
            return Figures.of("R20")
                    .with("minutesOff", List.of(0, -10, 10))
                    .with("changes", changes)
                    .with("copies", copies)
                    .with("rowsOfCopies", rows)
                    .with("lost", verdict.lost())
                    .with("differing", verdict.differing().size())
                    .with("doubleEffects", verdict.doubleEffects())
                    .with("wentBack", verdict.wentBack())
                    .with("leasesTakenFromTheLiving", stolen)
                    .with("secondsUntilClaimsOfTheKilledAreBack", backAfter)
                    .with("callsRefusedForTheirTime", refused)
                    .with("ledger", verdict.ledger());
        }
    }

    @Test
    void clocksTenMinutesOffDoNoHarm() {
        Outcome outcome = run(clocks("clocks"));
        outcome.figures().tell();
        assertThat(outcome.rest).as("came to rest").isTrue();
        assertThat(outcome.rows).as("rows of copies").isEqualTo(outcome.copies);
        assertThat(outcome.verdict.lost()).isZero();
        assertThat(outcome.verdict.differing()).isEmpty();
        assertThat(outcome.verdict.doubleEffects()).isZero();
        assertThat(outcome.verdict.wentBack()).isZero();
        assertThat(outcome.stolen).as("leases taken from the living").isZero();
        assertThat(outcome.refused).as("calls refused for their time").isZero();
        assertThat(outcome.backAfter).isLessThan(15);
        assertThat(outcome.verdict.ledger()).isEmpty();
    }

    @Test
    void leasesOnTheWallClockAreCaught() {
        Plant plant = clocks("wall clock leases")
                .in("durable/LapsedClaims.java", "database.sql(LAPSED)", "database.sql(" + onWallClock("LAPSED") + ")")
                .in("durable/LapsedClaims.java", "giveBack(EXPIRED,", "giveBack(" + onWallClock("EXPIRED") + ",");
        caught(plant);
    }

    private static String onWallClock(String statement) {
        return statement
                + ".replace(\"clock_timestamp()\", \"timestamptz '\" + java.time.Instant.now().plus(Duration.ofMinutes("
                + "Long.parseLong(System.getenv(\"PROOF_CLOCK_MINUTES\")))) + \"'\")";
    }

    @Test
    void eachReplicasOwnTimeIsCaught() {
        caught(clocks("each replica by its own time")
                .in("durable/DatabaseClock.java", "machine.instant().plus(ahead)", "machine.instant()"));
    }

    private static void caught(Plant plant) {
        Outcome outcome = run(plant);
        outcome.figures()
                .with("planted", plant.name())
                .with("caught", outcome.faults() > 0)
                .tell();
        assertThat(outcome.faults()).isPositive();
    }

    /** No bug yet: each process takes from its environment how wrong the clock of its machine is. */
    private static Plant clocks(String name) {
        return Plant.bug(name)
                .in(
                        "durable/DatabaseClock.java",
                        "Clock.systemUTC()",
                        "Clock.offset(Clock.systemUTC(), Duration.ofMinutes(Long.parseLong("
                                + "System.getenv(\"PROOF_CLOCK_MINUTES\"))))");
    }

    private static Outcome run(Plant plant) {
        try (World world = World.start("R20", plant, 3, 3, KNOBS)) {
            LOG.forEach(world::sql);
            long changes;
            double backAfter;
            try (Traffic traffic = Traffic.start(world, 3, PER_SECOND, 60, 20)) {
                LockSupport.parkNanos(5_000_000_000L);
                backAfter = killOne(world, 1);
                LockSupport.parkNanos(2_000_000_000L);
                killOne(world, 2);
                LockSupport.parkNanos(3_000_000_000L);
                traffic.close();
                changes = traffic.changes();
            }
            Set<String> told = new HashSet<>(world.sender.acknowledged().values());
            int copies = sendCopies(world);
            boolean rest = Rest.of(world, Duration.ofSeconds(60));
            List<TikTok.Order> orders = new ArrayList<>();
            world.shops.forEach(shop -> orders.addAll(world.tiktok.truth(shop)));
            orders.removeIf(order -> !told.contains(order.id()));
            return new Outcome(
                    changes,
                    copies,
                    world.count("select count(*) from inbox where convert_from(body, 'UTF8') like '%\"copied\":true%'"),
                    world.count("select count(*) from lost_lease"),
                    backAfter,
                    rest,
                    refusedForTheirTime(world),
                    Verdict.of(world, orders));
        }
    }

    /** TikTok Shop takes a call from 5 minutes before to 30 seconds after its own time. */
    private static long refusedForTheirTime(World world) {
        long refused = 0;
        for (var count : world.tiktok.control("GET", "/api-calls", "").properties()) {
            refused +=
                    count.getKey().endsWith(" code 36009004") ? count.getValue().asLong() : 0;
        }
        return refused;
    }

    /** @return the seconds until nothing of it is claimed any more */
    private static double killOne(World world, int which) {
        world.replicas().get(which).kill();
        long began = System.nanoTime();
        LockSupport.parkNanos(2_500_000_000L);
        List<String> unrenewed =
                world.texts("select id::text from replica where expires_at < clock_timestamp() + interval '9500 ms'");
        String dead = "('" + String.join("','", unrenewed) + "')";
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> world.count("select count(*) from replica where id::text in " + dead) == 0);
        double seconds = (System.nanoTime() - began) / 1e9;
        world.replicas(3);
        return seconds;
    }

    /** The same webhooks to all replicas, each several times. @return how many webhooks */
    private static int sendCopies(World world) {
        List<String> bodies = new ArrayList<>();
        for (String shop : world.shops) {
            for (String id : world.tiktok.place(shop, 5, ",\"status\":\"DELIVERED\"")) {
                bodies.add(world.sender.webhook(
                        1,
                        shop,
                        "\"copied\":true,\"order_id\":\"" + id + "\",\"order_status\":\"DELIVERED\",\"update_time\":"
                                + System.currentTimeMillis() / 1000));
            }
        }
        List<URI> replicas = world.replicas().stream().map(Replica::uri).toList();
        java.util.stream.IntStream.range(0, bodies.size() * COPIES)
                .parallel()
                .forEach(
                        copy -> world.sender.send(replicas.get(copy % replicas.size()), bodies.get(copy / COPIES), ""));
        return bodies.size();
    }
}
