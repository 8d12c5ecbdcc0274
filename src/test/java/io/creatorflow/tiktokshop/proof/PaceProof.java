package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R12: three replicas read the packages of one shop as fast as its pace allows, which a person changes while they run; bulk reads leave a
 * share to live ones. Then TikTok Shop allows less than the pace, with Retry-After and without. It counts by whole seconds, and refuses
 * what is beyond 1.05 of the pace.
 */
@Tag("proof")
class PaceProof {

    private static final String READ = "get-package-detail";
    private static final String HINT = "insert into hint (kind, shop_id, entity_id, lane) values ";
    private static final int PACE = 20;
    private static final int CHANGED = 10;
    private static final int SECONDS = 10;
    private static final int RETRY_AFTER = 3;
    private static final int LIVE = 24;
    private static final double BULK = 0.7;

    /** What came in during some seconds. */
    private record Calls(double perSecond, long all, long refused, long tooEarly, long onTheWay) {

        double refusedShare() {
            return all == 0 ? 0 : (double) refused / all;
        }

        void assertNear(double pace) {
            assertThat(perSecond).isBetween(0.95 * pace, 1.05 * pace);
            assertThat(refusedShare()).isLessThanOrEqualTo(0.01);
        }
    }

    @Test
    void replicasKeepToOnePaceWhichIsChangedMeanwhile() {
        try (World world = world(Plant.NONE)) {
            List<String> packages = packages(world);
            world.tiktok.apiFaults(limited(PACE * 105 / 100, ""));
            hint(world, packages, 0);
            rest(5);
            Calls before = measured(world, SECONDS);
            changePace(world, "?perSecond=" + CHANGED);
            rest(2);
            Calls changed = measured(world, SECONDS);
            Figures.of("R12")
                    .with("replicas", 3)
                    .with("pace", PACE)
                    .with("perSecond", before.perSecond())
                    .with("refused", before.refused())
                    .with("changedTo", CHANGED)
                    .with("perSecondThen", changed.perSecond())
                    .with("refusedThen", changed.refused())
                    .tell();
            before.assertNear(PACE);
            changed.assertNear(CHANGED);
        }
    }

    @Test
    void bulkLeavesAShareToLive() {
        try (World world = world(Plant.NONE)) {
            List<String> packages = packages(world);
            world.tiktok.apiFaults(limited(PACE * 105 / 100, ""));
            hint(world, packages.subList(LIVE, packages.size()), 1);
            rest(5);
            Calls bulk = measured(world, SECONDS);
            world.tiktok.control("DELETE", "/api-calls", "");
            long began = System.nanoTime();
            hint(world, packages.subList(0, LIVE), 0);
            Awaitility.await("the live ones are read")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> world.count("select count(*) from hint where lane = 0") == 0);
            double seconds = (System.nanoTime() - began) / 1e9;
            Calls beside = counted(world, seconds);
            Figures.of("R12")
                    .with("case", "bulk beside live")
                    .with("pace", PACE)
                    .with("bulkPerSecond", bulk.perSecond())
                    .with("live", LIVE)
                    .with("liveSeconds", seconds)
                    .with("perSecondMeanwhile", beside.perSecond())
                    .with("refused", bulk.refused() + beside.refused())
                    .tell();
            bulk.assertNear(BULK * PACE);
            assertThat(seconds).isLessThanOrEqualTo(1 + LIVE / ((1 - BULK) * PACE));
            assertThat(beside.perSecond()).isLessThanOrEqualTo(1.05 * PACE);
        }
    }

    @Test
    void nobodyCallsBeforeRetryAfter() {
        try (World world = world(Plant.NONE)) {
            hint(world, packages(world), 0);
            world.tiktok.apiFaults(limited(CHANGED, ",\"retryAfterSeconds\":" + RETRY_AFTER));
            Calls told = measured(world, 4 * SECONDS);
            world.tiktok.apiFaults(limited(CHANGED, ""));
            rest(RETRY_AFTER);
            Calls untold = measured(world, 2 * SECONDS);
            Figures.of("R12")
                    .with("case", "TikTok Shop allows half")
                    .with("retryAfterSeconds", RETRY_AFTER)
                    .with("refused", told.refused())
                    .with("beforeRetryAfter", told.tooEarly())
                    .with("onTheWay", told.onTheWay())
                    .with("refusedWithoutRetryAfter", untold.refused())
                    .with("callsWithoutRetryAfter", untold.all())
                    .tell();
            assertThat(told.refused()).isPositive();
            assertThat(told.tooEarly()).as("calls before Retry-After").isZero();
            assertThat(untold.refused()).isPositive();
            assertThat(untold.refusedShare()).isLessThanOrEqualTo(0.05);
        }
    }

    @Test
    void aPaceForEachReplicaIsCaught() {
        Plant plant = Plant.bug("limiter per JVM")
                .in(
                        "api/PaceTurns.java",
                        "new ReservedTurns(buckets, key)",
                        "new ReservedTurns(buckets, key + ProcessHandle.current().pid())");
        try (World world = world(plant)) {
            List<String> packages = packages(world);
            world.tiktok.apiFaults(limited(PACE * 105 / 100, ""));
            hint(world, packages, 0);
            rest(2);
            Calls calls = measured(world, SECONDS);
            boolean caught = calls.perSecond() > 1.05 * PACE || calls.refusedShare() > 0.01;
            Figures.of("R12")
                    .with("planted", plant.name())
                    .with("perSecond", calls.perSecond())
                    .with("refused", calls.refused())
                    .with("caught", caught)
                    .tell();
            assertThat(caught).isTrue();
        }
    }

    private static World world(Plant plant) {
        return World.start(
                "R12",
                plant,
                3,
                1,
                Map.of("tiktok-shop.pace." + READ, Integer.toString(PACE), "entities.look-every", "50"));
    }

    /** More packages than can be read meanwhile. */
    private static List<String> packages(World world) {
        String shop = world.shops.get(0);
        world.tiktok.place(shop, 3_000, ",\"status\":\"AWAITING_COLLECTION\"");
        List<String> ids = new ArrayList<>();
        world.tiktok
                .control("GET", "/shops/" + shop + "/packages", "")
                .path("packages")
                .forEach(one -> ids.add(one.path("id").asText()));
        return ids;
    }

    /** Hints, live (0) or bulk (1). */
    private static void hint(World world, List<String> ids, int lane) {
        String shop = world.shops.get(0);
        List<String> rows = ids.stream()
                .map(id -> "('package', '" + shop + "', '" + id + "', " + lane + ")")
                .toList();
        world.sql(HINT + String.join(", ", rows));
    }

    /** As a person does it, at another replica each time. */
    private static void changePace(World world, String to) {
        String key = world.command("create-key", "--name=proof", "--scopes=admin");
        URI paces = world.replicas().get(2).uri().resolve("/api/v1/operations/paces/" + READ + to);
        HttpRequest change = HttpRequest.newBuilder(paces)
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = TikTok.send(HttpClient.newHttpClient(), change);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String limited(int perSecond, String more) {
        return "{\"callsPerSecond\":{\"" + READ + "\":" + perSecond + "}" + more + "}";
    }

    private static Calls measured(World world, int seconds) {
        world.tiktok.control("DELETE", "/api-calls", "");
        long began = System.nanoTime();
        rest(seconds);
        return counted(world, (System.nanoTime() - began) / 1e9);
    }

    private static Calls counted(World world, double seconds) {
        JsonNode counts = world.tiktok.control("GET", "/api-calls", "");
        long calls = counts.path(READ + " calls").asLong();
        long onTheWay = counts.path(READ + " on the way at Retry-After").asLong();
        return new Calls(
                Math.round(100 * calls / seconds) / 100.0,
                calls,
                counts.path(READ + " code 36009002").asLong(),
                counts.path(READ + " before Retry-After").asLong() - onTheWay,
                onTheWay);
    }

    private static void rest(int seconds) {
        for (long end = System.nanoTime() + seconds * 1_000_000_000L; end - System.nanoTime() > 0; ) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
