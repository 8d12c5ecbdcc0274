package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R8: a shop with nine tenths of the load, more than a receiver takes, does not delay the others' messages to it; a receiver that
 * answers after ten seconds delays nothing to the other three.
 */
@Tag("proof")
class FairnessProof {

    private static final String BUSY = "order-management";
    private static final List<String> OTHERS = List.of("inventory-tracking", "analytics", "shipping-automation");
    private static final int QUIET_PER_SECOND = 10;
    private static final int LOUD_PER_SECOND = 90;

    private static final int BUSY_MILLIS = 500;

    /** It takes half a second over each message, 30 at a time: 60 a second, where 100 come. */
    private static final Map<String, String> KNOBS = Map.of("downstream." + BUSY + ".concurrency", "30");

    /** Milliseconds. */
    private record Round(double alone, double besideLoud, double othersAlone, double besideSlow, Verdict verdict) {

        double loudRatio() {
            return Math.round(100 * besideLoud / alone) / 100.0;
        }

        double slowRatio() {
            return Math.round(100 * besideSlow / othersAlone) / 100.0;
        }

        Figures figures() {
            return Figures.of("R8")
                    .with("p99AloneMillis", alone)
                    .with("p99BesideLoudShopMillis", besideLoud)
                    .with("loudShopRatio", loudRatio())
                    .with("othersP99AloneMillis", othersAlone)
                    .with("othersP99BesideSlowReceiverMillis", besideSlow)
                    .with("slowReceiverRatio", slowRatio())
                    .with("differing", verdict.differing().size())
                    .with("ledger", verdict.ledger());
        }
    }

    @Test
    void neitherALoudShopNorASlowReceiverDelaysOthers() {
        Round round = round("R8", Plant.NONE, 20);
        if (round.loudRatio() > 1.5 || round.slowRatio() > 1.5) {
            round.figures().with("again", true).tell();
            round = round("R8", Plant.NONE, 20);
        }
        round.figures().tell();
        assertThat(round.verdict.differing()).isEmpty();
        assertThat(round.verdict.ledger()).isEmpty();
        assertThat(round.loudRatio()).isLessThanOrEqualTo(1.5);
        assertThat(round.slowRatio()).isLessThanOrEqualTo(1.5);
    }

    @Test
    void oneQueueForAllShopsIsCaught() {
        Plant plant = Plant.bug("one FIFO")
                .in("downstreams/Turns.java", "shops.computeIfAbsent(shop, none", "shops.computeIfAbsent(\"\", none")
                .in("downstreams/Behind.java", "shops.contains(shop)", "!shops.isEmpty()")
                .in("downstreams/ClaimDeliveries.java", "greatest(1, room.keys / h.shops)", "room.keys");
        Round round = round("R8-planted", plant, 12);
        round.figures()
                .with("planted", plant.name())
                .with("caught", round.loudRatio() > 1.5)
                .tell();
        assertThat(round.loudRatio()).isGreaterThan(1.5);
    }

    private static Round round(String name, Plant plant, int seconds) {
        try (World world = World.start(name, plant, 1, 10, KNOBS)) {
            List<String> quiet = world.shops.subList(1, 10);
            String loud = world.shops.get(0);
            Map<String, Integer> orders = new HashMap<>(Map.of(loud, LOUD_PER_SECOND * (seconds + 10)));
            quiet.forEach(shop -> orders.put(shop, QUIET_PER_SECOND * (4 * seconds + 10) / quiet.size() + 10));
            SteadyLoad load = new SteadyLoad(world, orders);
            world.witness.behave(FairnessProof::takeYourTime);
            beside(load, loud, quiet, 10);
            rest(world);
            List<SteadyLoad.Told> alone = new ArrayList<>(load.run(quiet, QUIET_PER_SECOND, seconds));
            List<SteadyLoad.Told> besideLoud = beside(load, loud, quiet, seconds);
            rest(world);
            world.witness.behave(attempt -> attempt.receiver().equals(BUSY) ? Reaction.late(10_000) : Reaction.OK);
            List<SteadyLoad.Told> besideSlow = load.run(quiet, QUIET_PER_SECOND, seconds);
            world.witness.behave(FairnessProof::takeYourTime);
            world.witness.release();
            rest(world);
            alone.addAll(load.run(quiet, QUIET_PER_SECOND, seconds));
            rest(world);
            return new Round(
                    load.arrivedP99(alone, List.of(BUSY)),
                    load.arrivedP99(besideLoud, List.of(BUSY)),
                    load.arrivedP99(alone, OTHERS),
                    load.arrivedP99(besideSlow, OTHERS),
                    Verdict.of(world, load.told()));
        }
    }

    private static Reaction takeYourTime(Attempt attempt) {
        return attempt.receiver().equals(BUSY) ? Reaction.late(BUSY_MILLIS) : Reaction.OK;
    }

    /** What became of the quiet shops' webhooks, with the loud shop's beside them. */
    private static List<SteadyLoad.Told> beside(SteadyLoad load, String loud, List<String> quiet, int seconds) {
        CompletableFuture<?> noise =
                CompletableFuture.runAsync(() -> load.run(List.of(loud), LOUD_PER_SECOND, seconds));
        List<SteadyLoad.Told> told = load.run(quiet, QUIET_PER_SECOND, seconds);
        noise.join();
        return told;
    }

    private static void rest(World world) {
        assertThat(Rest.of(world, Duration.ofSeconds(90))).as("came to rest").isTrue();
    }
}
