package io.creatorflow.tiktokshop.downstreams;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a delivery: each has exactly one outcome, and one without an outcome is made again. */
sealed interface Outcome {

    /** Which delivery. */
    Delivery delivery();

    /** Whether the delivery is over: it will not be made again. */
    default boolean isFinal() {
        return this instanceof Delivered || this instanceof Parked || this instanceof Discarded;
    }

    /** The receiver has it. */
    record Delivered(Delivery delivery) implements Outcome {}

    /** The receiver does not want this message, or its time is up; a person has to look. */
    record Parked(Delivery delivery, String reason) implements Outcome {}

    /** A filter of the downstream's route left it out. */
    record Discarded(Delivery delivery) implements Outcome {}

    /** Something about this message went wrong: again, after the next wait of the retry table. */
    record Failed(Delivery delivery, String reason) implements Outcome {}

    /**
     * The endpoint is at fault.
     *
     * @param retryAfter what it asked for, or null
     */
    record Unavailable(
            Delivery delivery, String reason, @Nullable Duration retryAfter) implements Outcome {}

    /** It was not tried: again at once. */
    record Untried(Delivery delivery) implements Outcome {}

    /** The batch that it was part of is refused: again at once, by itself. */
    record Split(Delivery delivery) implements Outcome {}
}
