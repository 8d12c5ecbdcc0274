package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R5 and R6 healed by nothing but a reconciliation: for 16 hours, a day and a week no webhook comes and no search is answered, and no pull runs.
 * It repairs within five minutes what no webhook told. The next one, while nothing happens, says that all is equal, and so does the
 * truth. Messages that no receiver was given, and copies that were tampered with, are found, too.
 */
@Tag("proof")
class ReconciliationProof {

    private static final int SHOPS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Map<String, String> KNOBS =
            Map.of("reconciliation.look-every", "200", "reconciliation.settled-after", "PT0S");

    /** Each order is told to two. */
    private static final int RECEIVERS = 2;

    private final long seed = Long.getLong("proof.seed", System.nanoTime());

    private record Outcome(
            int hours,
            Reconciled.Verdict lost,
            Duration repair,
            Reconciled.Verdict quiet,
            List<String> differing,
            long withheld,
            Reconciled.Verdict told,
            long tampered,
            Reconciled.Verdict after) {

        boolean findsWhatIsWrong() {
            return lost.wrong() > 0 && told.behind() == RECEIVERS * withheld && after.wrong() == tampered;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 7 * 24})
    void itFindsWhatDiffersAndSaysThatAllIsEqualWhenItIs(int hours) {
        Outcome outcome = run(Plant.NONE, hours);
        figures(outcome).tell();
        assertThat(outcome.findsWhatIsWrong()).as("seed %d", seed).isTrue();
        assertThat(outcome.repair).as("seed %d", seed).isLessThan(LONGEST);
        assertThat(outcome.differing).as("seed %d", seed).isEmpty();
        assertThat(outcome.quiet.wrong()).as("seed %d", seed).isZero();
        assertThat(outcome.quiet.behind()).as("seed %d", seed).isZero();
        assertThat(outcome.quiet.compared()).isGreaterThan(10L * SHOPS);
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

    @Test
    void oneThatTakesAnyMessageForTheNewestIsCaught() {
        caught(Plant.bug("any message is enough")
                .in("reconciliation/WalkCopies.java", "t.newest as has", "true as has"));
    }

    private void caught(Plant plant) {
        Outcome outcome = run(plant, 16);
        boolean caught = !outcome.findsWhatIsWrong();
        figures(outcome).with("planted", plant.name()).with("caught", caught).tell();
        assertThat(caught).as("seed %d", seed).isTrue();
    }

    private Figures figures(Outcome outcome) {
        return Figures.of("reconciliation")
                .with("seed", seed)
                .with("hours", outcome.hours)
                .with("found", outcome.lost.wrong())
                .with("repairedInSeconds", outcome.repair.toSeconds())
                .with("compared", outcome.quiet.compared())
                .with("wrongByItsOwnVerdict", outcome.quiet.wrong())
                .with("behindByItsOwnVerdict", outcome.quiet.behind())
                .with("wrongByTheTruth", outcome.differing.size())
                .with("withheld", RECEIVERS * outcome.withheld)
                .with("withheldFound", outcome.told.behind())
                .with("tampered", outcome.tampered)
                .with("tamperedFound", outcome.after.wrong());
    }

    private Outcome run(Plant plant, int hours) {
        try (World world = World.start("reconciliation", plant, 1, SHOPS, KNOBS)) {
            world.tiktok.apiFaults(ProvenKind.searchesFail());
            Histories.live(world, new Random(seed), hours * 3600);
            world.tiktok.apiFaults("");
            Instant begun = Instant.now();
            Reconciled.Verdict lost = Reconciled.of(world);
            assertThat(Rest.withoutHints(world, LONGEST)).isTrue();
            Duration repair = Duration.between(begun, Instant.now());
            Reconciled.Verdict quiet = Reconciled.of(world);
            List<String> differing = differing(world);
            long withheld = Reconciled.withhold(world);
            Reconciled.Verdict told = Reconciled.of(world);
            long tampered = Reconciled.tamper(world);
            return new Outcome(hours, lost, repair, quiet, differing, withheld, told, tampered, Reconciled.of(world));
        }
    }

    /** Stock is counted by its own pull. */
    private static List<String> differing(World world) {
        List<String> differing = new ArrayList<>(Verdict.of(world).differing());
        ProvenKind.differences(world).stream()
                .filter(difference -> !difference.contains(" believes of stock "))
                .forEach(differing::add);
        return differing;
    }
}
