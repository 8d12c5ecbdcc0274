package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.SqlTime;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking at a hinted entity.
 *
 * @param outcome the word that the settling statement branches on
 * @param at when to look again, where that is known
 * @param delay how long to wait before the next look
 * @param reason of parking, told to people
 * @param code of TikTok where it refused the reading, else 0
 * @param result the word for whoever asked for the entity by its id; null while its hint stays unsatisfied
 */
record Look(
        String outcome,
        @Nullable Instant at,
        Duration delay,
        @Nullable String reason,
        int code,
        @Nullable String result) {

    /** Five looks, ten minutes in all. */
    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(150),
            Duration.ofSeconds(379));

    /** The hint is satisfied. */
    static Look done() {
        return new Look("done", null, Duration.ZERO, null, 0, "read");
    }

    /** Satisfied for now; look again at a known time, such as the release for shipping. */
    static Look then(Instant at) {
        return new Look("then", at, Duration.ZERO, null, 0, "read");
    }

    /** The answer goes back in the lifecycle: read it once more, then believe it. */
    static Look reread() {
        return new Look("reread", null, Duration.ZERO, null, 0, null);
    }

    /** Looking on is of no use. */
    static Look parked(String reason, int code) {
        return new Look("parked", null, Duration.ZERO, reason, code, code == 0 ? "parked" : "refused");
    }

    /** TikTok Shop does not return it: looking on is of no use. */
    static Look missing(String kind) {
        return new Look(
                "parked",
                null,
                Duration.ZERO,
                "TikTok Shop does not return this " + kind + " to the shop",
                0,
                "not-found");
    }

    /** The answer was older than the event, or missing: look again, later each time; null after the fifth look. */
    static @Nullable Look again(int looks) {
        return looks < DELAYS.size() ? new Look("again", null, DELAYS.get(looks), null, 0, null) : null;
    }

    /** It alone could not be read, for reasons that need not be its own: look again later, and alone; null after the fifth look. */
    static @Nullable Look alone(int looks, int code) {
        return looks < DELAYS.size() ? new Look("alone", null, DELAYS.get(looks), null, code, null) : null;
    }

    @Nullable
    Timestamp dueAt() {
        return SqlTime.of(at);
    }

    double delaySeconds() {
        return delay.toMillis() / 1000.0;
    }
}
