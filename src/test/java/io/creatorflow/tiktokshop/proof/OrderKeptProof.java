package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R10: a downstream never sees an older version of an order after a newer one, with three replicas at work and receivers
 * that are late, answer 503 or cut the connection.
 */
@Tag("proof")
class OrderKeptProof {

    private static final Map<String, String> KNOBS = Map.of(
            "deliveries.retry-after", "PT0.1S,PT0.2S,PT0.5S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S",
            "deliveries.failures-until-held", "100000");

    @Test
    void theVersionAtADownstreamNeverGoesBack() {
        try (World world = World.start("R10", Plant.NONE, 3, 6, KNOBS)) {
            Verdict verdict = run(world, 1_500);
            figures(world, verdict).tell();
            assertThat(verdict.wentBack()).as("went back").isZero();
            assertThat(verdict.overlaps())
                    .as("two requests about an order at once")
                    .isZero();
            assertThat(verdict.ledger()).isEmpty();
            assertThat(verdict.lost()).isZero();
        }
    }

    @Test
    void sendingAboutTheSameOrderInParallelIsCaught() {
        Plant plant = Plant.bug("same key in parallel")
                .in(
                        "downstreams/ClaimDeliveries.java",
                        "lane = h.lane and shop_id = h.shop_id and owner is null",
                        "lane = h.lane and shop_id = h.shop_id");
        try (World world = World.start("R10-planted", plant, 1, 6, KNOBS)) {
            Verdict verdict = run(world, 600);
            boolean caught = verdict.wentBack() > 0 || verdict.overlaps() > 0;
            figures(world, verdict)
                    .with("planted", plant.name())
                    .with("caught", caught)
                    .tell();
            assertThat(caught).isTrue();
        }
    }

    private static Verdict run(World world, long changes) {
        world.witness.behave(request -> misbehave());
        try (Traffic traffic = Traffic.start(world, 12, 250, 36, 10)) {
            long end = System.nanoTime() + 30_000_000_000L;
            while (traffic.changes() < changes && System.nanoTime() < end) {
                LockSupport.parkNanos(100_000_000);
            }
            traffic.close();
            Figures.progress("%s: %d changes told", traffic, traffic.changes());
        }
        world.witness.behaveWell();
        Rest.of(world, Duration.ofSeconds(30));
        return Verdict.of(world);
    }

    private static Reaction misbehave() {
        int luck = ThreadLocalRandom.current().nextInt(100);
        if (luck < 8) {
            return Reaction.refuse(503);
        } else if (luck < 12) {
            return Reaction.takeThenAnswer(503);
        } else if (luck < 16) {
            return new Reaction(0, luck < 14, 0, 0);
        }
        return luck < 60 ? Reaction.late(ThreadLocalRandom.current().nextInt(600)) : Reaction.OK;
    }

    private static Figures figures(World world, Verdict verdict) {
        return Figures.of("R10")
                .with("replicas", world.replicas().size())
                .with("webhooks", world.sender.acknowledged().size())
                .with("requests", world.witness.attempts().size())
                .with("repetitions", Verdict.repetitions(world))
                .with("wentBack", verdict.wentBack())
                .with("atOnceAboutOneOrder", verdict.overlaps())
                .with("ledger", verdict.ledger());
    }
}
