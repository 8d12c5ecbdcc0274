package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The reconciliation's own verdict under R5's lost webhooks: without any pull it finds and repairs what no webhook told, then says that nothing
 * differs, and so does the truth. Copies that were tampered with are found, too.
 */
@Tag("proof")
class ReconciliationProof {

    private static final int SHOPS = 4;
    private static final Map<String, String> KNOBS = Map.of("reconciliation.look-every", "200");

    private final long seed = Long.getLong("proof.seed", System.nanoTime());

    private record Outcome(
            Reconciled.Verdict lost,
            Reconciled.Verdict quiet,
            int differing,
            long tampered,
            Reconciled.Verdict after) {}

    @Test
    void itFindsWhatDiffersAndSaysThatAllIsEqualWhenItIs() {
        Outcome outcome = run(Plant.NONE);
        figures(outcome).tell();
        assertThat(outcome.lost.wrong()).as("seed %d", seed).isPositive();
        assertThat(outcome.quiet.wrong()).as("seed %d", seed).isZero();
        assertThat(outcome.quiet.compared()).isGreaterThan(10L * SHOPS);
        assertThat(outcome.differing).as("seed %d", seed).isZero();
        assertThat(outcome.after.wrong()).isEqualTo(outcome.tampered);
    }

    @Test
    void oneThatComparesNothingIsCaught() {
        caught(Plant.bug("compares nothing")
                .in("reconciliation/Differences.java", "c -> c.found() != null", "c -> c.found() != null && false"));
    }

    @Test
    void oneThatTrustsUpdateTimesAloneIsCaught() {
        caught(Plant.bug("trusts update times alone")
                .in(
                        "entities/EntityComparison.java",
                        "boolean changed = altered.contains(id);",
                        "boolean changed = false;")
                .in(
                        "entities/EntityComparison.java",
                        "if (facts == null || ours) {",
                        "if (facts == null || facts != null) {"));
    }

    private void caught(Plant plant) {
        Outcome outcome = run(plant);
        boolean caught = outcome.lost.wrong() == 0 || outcome.after.wrong() != outcome.tampered;
        figures(outcome).with("planted", plant.name()).with("caught", caught).tell();
        assertThat(caught).as("seed %d", seed).isTrue();
    }

    private Figures figures(Outcome outcome) {
        return Figures.of("R5-reconciliation")
                .with("seed", seed)
                .with("found", outcome.lost.wrong())
                .with("compared", outcome.quiet.compared())
                .with("wrongByItsOwnVerdict", outcome.quiet.wrong())
                .with("wrongByTheTruth", outcome.differing)
                .with("tampered", outcome.tampered)
                .with("tamperedFound", outcome.after.wrong());
    }

    private Outcome run(Plant plant) {
        try (World world = World.start("R5-reconciliation", plant, 1, SHOPS, KNOBS)) {
            world.tiktok.apiFaults(ProvenKind.searchesFail());
            Histories.live(world, new Random(seed), 16 * 3600);
            world.tiktok.apiFaults("");
            Reconciled.Verdict lost = Reconciled.of(world);
            assertThat(Rest.withoutHints(world, Duration.ofSeconds(60))).isTrue();
            Reconciled.Verdict quiet = Reconciled.of(world);
            int differing = Verdict.of(world).differing().size();
            long tampered = Reconciled.tamper(world);
            return new Outcome(lost, quiet, differing, tampered, Reconciled.of(world));
        }
    }
}
