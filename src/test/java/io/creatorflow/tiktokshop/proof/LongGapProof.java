package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R6: for a day, and for a week, no webhook comes and no search is answered. What happened meanwhile, to entities of every kind, is
 * recovered whole by the next pull; also what happened in the last minutes before, and TikTok Shop did not show yet.
 */
@Tag("proof")
class LongGapProof {

    private static final Map<String, String> KNOBS = Map.of(
            "pull-orders.schedule", "0/2 * * * * ?",
            "pull-cancellations.schedule", "0/2 * * * * ?",
            "pull-returns.schedule", "0/2 * * * * ?",
            "pull-packages.schedule", "0/2 * * * * ?",
            "pull-products.schedule", "0/2 * * * * ?",
            "pull-stock.schedule", "0/2 * * * * ?");

    /** What was not shown yet happened so long before the watermark. */
    private static final int SHOWN_LATE_SECONDS = 300;

    private final long seed = Long.getLong("proof.seed", System.nanoTime());

    private record Outcome(
            int hours, int changes, List<String> differing, Verdict verdict, Reconciled.Verdict reconciled) {

        Figures figures() {
            return Figures.of("R6")
                    .with("gapHours", hours)
                    .with("changes", changes)
                    .with("differingAfterOnePull", differing.size())
                    .with("wrongByReconciliation", reconciled.wrong())
                    .with("ledger", verdict.ledger());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 7 * 24})
    void aGapIsRecoveredWhole(int hours) {
        Outcome outcome = gap(Plant.NONE, hours, 12);
        outcome.figures().with("seed", seed).tell();
        assertThat(outcome.changes).isGreaterThan(300);
        assertThat(outcome.differing).as("seed %d", seed).isEmpty();
        assertThat(outcome.reconciled.wrong()).as("seed %d", seed).isZero();
        assertThat(outcome.verdict.ledger()).isEmpty();
        assertThat(outcome.verdict.parked()).isZero();
    }

    @Test
    void pullsThatDoNotOverlapAreCaught() {
        Outcome outcome = gap(
                Plant.bug("no overlap")
                        .in("pulls/Pulls.java", "watermark.toInstant().minus(overlap)", "watermark.toInstant()"),
                24,
                4);
        outcome.figures()
                .with("planted", "no overlap")
                .with("caught", !outcome.differing.isEmpty())
                .tell();
        assertThat(outcome.differing).isNotEmpty();
        assertThat(outcome.reconciled.wrong()).as("found by reconciliation").isPositive();
    }

    private Outcome gap(Plant plant, int hours, int shops) {
        try (World world = World.start("R6", plant, 1, shops, KNOBS)) {
            awaitPulls(world, "watermark is not null");
            world.tiktok.apiFaults(ProvenKind.searchesFail());
            awaitPulls(world, "owner is null");
            world.sql("update pull set watermark = watermark - interval '" + hours + " hours'");
            int late = shownLate(world, hours * 3600);
            int changes = late
                    + Histories.live(world, new Random(seed), hours * 3600 - 60).size();
            world.tiktok.apiFaults("");
            awaitPulls(world, "watermark > '" + Instant.now() + "'");
            assertThat(Rest.withoutHints(world, Duration.ofSeconds(60))).isTrue();
            Verdict verdict = Verdict.of(world);
            List<String> differing = new ArrayList<>(verdict.differing());
            differing.addAll(ProvenKind.differences(world));
            return new Outcome(hours, changes, differing, verdict, Reconciled.of(world));
        }
    }

    /** One entity of each kind in each shop, to which nothing happens any more. */
    private static int shownLate(World world, int gapSeconds) {
        world.tiktok.control("PUT", "/clock", "{\"advanceSeconds\":-" + (gapSeconds + SHOWN_LATE_SECONDS) + "}");
        for (String shop : world.shops) {
            String asked = world.tiktok
                    .place(shop, 1, ",\"status\":\"AWAITING_SHIPMENT\"")
                    .get(0);
            String back =
                    world.tiktok.place(shop, 1, ",\"status\":\"DELIVERED\"").get(0);
            world.tiktok.control("POST", "/orders/" + asked + "/cancel-request", "{\"webhooks\":false}");
            world.tiktok.control("POST", "/orders/" + back + "/returns", "{\"webhooks\":false}");
        }
        world.tiktok.control("DELETE", "/clock", "");
        return 4 * world.shops.size();
    }

    private static void awaitPulls(World world, String condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> world.count("select count(*) from pull where " + condition)
                        == world.shops.size() * (1 + ProvenKind.ALL.size()));
    }
}
