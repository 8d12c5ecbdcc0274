package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R12: three replicas read the packages of one shop, as fast as its pace allows, which is changed while they run. Then TikTok Shop allows less
 * than the pace, and none at all for a while.
 */
@Tag("proof")
class PaceProof {

    private static final String READ = "get-package-detail";
    private static final int PACE = 30;
    private static final int CHANGED = 15;
    private static final int SECONDS = 10;
    private static final int RETRY_AFTER = 3;

    /** What came in during some seconds. */
    private record Calls(double perSecond, long refused, long tooEarly, long all) {}

    @Test
    void replicasKeepToOnePace() {
        try (World world = world(Plant.NONE)) {
            begin(world);
            Calls before = measured(world, SECONDS);
            world.sql("insert into pace values ('" + READ + "', " + CHANGED + ")");
            rest(2);
            Calls changed = measured(world, SECONDS);
            world.tiktok.apiFaults(limited(CHANGED / 3));
            Calls refused = measured(world, 4 * SECONDS);
            Figures.of("R12")
                    .with("pace", PACE)
                    .with("perSecond", before.perSecond())
                    .with("refused", before.refused())
                    .with("changedTo", CHANGED)
                    .with("perSecondThen", changed.perSecond())
                    .with("refusedThen", changed.refused())
                    .with("refusedBeyondTikToksLimit", refused.refused())
                    .with("beforeRetryAfter", refused.tooEarly())
                    .tell();
            assertThat(before.perSecond()).isBetween(0.95 * PACE, 1.05 * PACE);
            assertThat(changed.perSecond()).isBetween(0.95 * CHANGED, 1.05 * CHANGED);
            assertThat(before.refused() + changed.refused()).isLessThanOrEqualTo((before.all() + changed.all()) / 100);
            assertThat(refused.refused()).isPositive();
            assertThat(refused.tooEarly()).isZero();
        }
    }

    @Test
    void aPaceForEachReplicaIsCaught() {
        Plant plant = Plant.bug("a pace for each replica")
                .in(
                        "api/PaceTurns.java",
                        "new ReservedTurns(buckets, it)",
                        "new ReservedTurns(buckets, it + ProcessHandle.current().pid())");
        try (World world = world(plant)) {
            begin(world);
            Calls calls = measured(world, 5);
            Figures.of("R12")
                    .with("planted", plant.name())
                    .with("perSecond", calls.perSecond())
                    .with("refused", calls.refused())
                    .with("caught", calls.perSecond() > 1.05 * PACE)
                    .tell();
            assertThat(calls.perSecond()).isGreaterThan(1.05 * PACE);
            assertThat(calls.refused()).isPositive();
        }
    }

    private static World world(Plant plant) {
        return World.start("R12", plant, 3, 1, Map.of("tiktok-shop.pace." + READ, Integer.toString(PACE)));
    }

    /** Hints of more packages than can be read meanwhile; TikTok Shop counts by whole seconds and refuses what is beyond 1.05 of the pace. */
    private static void begin(World world) {
        world.tiktok.apiFaults(limited(PACE * 105 / 100));
        String shop = world.shops.get(0);
        world.tiktok.place(shop, 3_000, ",\"status\":\"AWAITING_COLLECTION\"");
        StringBuilder hints = new StringBuilder("insert into hint (kind, shop_id, entity_id) values ");
        String comma = "";
        for (JsonNode some :
                world.tiktok.control("GET", "/shops/" + shop + "/packages", "").path("packages")) {
            hints.append(comma).append("('package', '").append(shop).append("', '");
            hints.append(some.path("id").asText()).append("')");
            comma = ", ";
        }
        world.sql(hints.toString());
        rest(4);
    }

    private static String limited(int perSecond) {
        return "{\"retryAfterSeconds\":" + RETRY_AFTER + ",\"callsPerSecond\":{\"" + READ + "\":" + perSecond + "}}";
    }

    private static Calls measured(World world, int seconds) {
        world.tiktok.control("DELETE", "/api-calls", "");
        long began = System.nanoTime();
        rest(seconds);
        JsonNode counts = world.tiktok.control("GET", "/api-calls", "");
        double took = (System.nanoTime() - began) / 1e9;
        long calls = counts.path(READ + " calls").asLong();
        return new Calls(
                Math.round(100 * calls / took) / 100.0,
                counts.path(READ + " code 36009002").asLong(),
                counts.path(READ + " before Retry-After").asLong()
                        - counts.path(READ + " on the way at Retry-After").asLong(),
                calls);
    }

    private static void rest(int seconds) {
        for (long end = System.nanoTime() + seconds * 1_000_000_000L; end - System.nanoTime() > 0; ) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
