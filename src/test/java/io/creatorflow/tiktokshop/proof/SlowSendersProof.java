package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.ingress.LoadGenerator;
import io.creatorflow.tiktokshop.ingress.LoadProcess;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * S4: a thousand slow connections do not hurt an honest sender; a server that reads on a thread each fails the same.
 * Honest senders are measured alone, beside the slow ones, and alone again; each kind runs in a process of its own.
 */
@Tag("proof")
class SlowSendersProof {

    private static final int SLOW = 1_000;

    @Test
    void aThousandSlowConnectionsLeaveHonestOnesTheirSpeed() {
        Round round = round(Plant.NONE, 6, 10, 4, 12);
        round.figures().tell();
        assertThat(round.failures()).isZero();
        assertThat(round.beside().requests()).isGreaterThanOrEqualTo(2_000);
        assertThat(round.slow().least()).as("open at a time").isGreaterThanOrEqualTo(9 * SLOW / 10);
        assertThat(round.slow().longestMillis()).isLessThanOrEqualTo(10_000);
        assertThat(round.ratio()).isLessThanOrEqualTo(2);
    }

    @Test
    void readingOnAThreadEachIsCaught() {
        Plant plant = Plant.bug("a thread waits for each body")
                .in(
                        "ingress/WebhookGate.java",
                        "new BodyReader(call, body, engine).start(in, settings.readDeadline());",
                        "in.transferTo(java.io.OutputStream.nullOutputStream()); route(call, start);");
        Round round = round(plant, 1, 2, 1, 1);
        round.figures()
                .with("planted", plant.name())
                .with("caught", round.ratio() > 2)
                .tell();
        assertThat(round.ratio()).isGreaterThan(2);
    }

    /** All in seconds; the first moments, when buffers are made for a thousand connections at once, are told apart. */
    private static Round round(Plant plant, int warmUp, int alone, int first, int beside) {
        try (World world = World.start("S4", plant, 1, 0, Map.of());
                LoadProcess honest = load(world, "honest");
                LoadProcess slow = load(world, "slow")) {
            honest.honest(warmUp);
            LoadGenerator.Figures before = honest.honest(alone);
            slow.slow(SLOW);
            LoadGenerator.Figures onset = honest.honest(first);
            LoadGenerator.Figures held = honest.honest(beside);
            LoadProcess.Slow cut = slow.closeSlow();
            return new Round(before, onset, held, honest.honest(alone), cut);
        }
    }

    private static LoadProcess load(World world, String name) {
        int port = world.replicas().get(0).uri().getPort();
        return LoadProcess.start("S4-" + name, port, TikTok.APP_KEY, TikTok.APP_SECRET);
    }

    private record Round(
            LoadGenerator.Figures before,
            LoadGenerator.Figures onset,
            LoadGenerator.Figures beside,
            LoadGenerator.Figures after,
            LoadProcess.Slow slow) {

        double ratio() {
            return 2.0 * beside.p99() / (before.p99() + after.p99());
        }

        long failures() {
            return before.failures() + onset.failures() + beside.failures() + after.failures();
        }

        Figures figures() {
            return Figures.of("S4")
                    .with("slow", SLOW)
                    .with("slowOpened", slow.opened())
                    .with("slowLeast", slow.least())
                    .with("longestSlowMillis", slow.longestMillis())
                    .with("honest", beside.requests())
                    .with("failures", failures())
                    .with("p50AloneMicros", before.p50())
                    .with("p50BesideMicros", beside.p50())
                    .with("p99AloneMicros", before.p99())
                    .with("p99FirstSecondsMicros", onset.p99())
                    .with("p99BesideMicros", beside.p99())
                    .with("p99AloneAgainMicros", after.p99())
                    .with("ratio", Math.round(100 * ratio()) / 100.0);
        }
    }
}
