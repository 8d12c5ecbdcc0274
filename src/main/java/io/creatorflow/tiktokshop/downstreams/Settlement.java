package io.creatorflow.tiktokshop.downstreams;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An outcome as the settling statement takes it.
 *
 * @param outcome delivered, parked, discarded or again
 * @param delaySeconds until the key is due again
 * @param burn 1 when the failure counts against the message, 0 when it does not
 * @param reason of parking
 */
record Settlement(
        String outcome,
        double delaySeconds,
        int burn,
        @Nullable String reason) {

    private static final Settlement AT_ONCE = new Settlement("again", 0, 0, null);

    /**
     * Translates an outcome.
     *
     * @param held whether the receiver's whole queue is held: then no message is to blame
     */
    static Settlement of(Outcome outcome, boolean held, RetryTable retries) {
        if (outcome instanceof Outcome.Delivered) {
            return new Settlement("delivered", 0, 0, null);
        } else if (outcome instanceof Outcome.Discarded) {
            return new Settlement("discarded", 0, 0, null);
        } else if (outcome instanceof Outcome.Parked parked) {
            return new Settlement("parked", 0, 0, parked.reason());
        } else if (outcome instanceof Outcome.Failed failed) {
            return again(failed.delivery(), failed.reason(), Duration.ZERO, retries);
        } else if (outcome instanceof Outcome.Unavailable unavailable) {
            Duration asked = Objects.requireNonNullElse(unavailable.retryAfter(), Duration.ZERO);
            return held
                    ? new Settlement("again", asked.toMillis() / 1000.0, 0, null)
                    : again(unavailable.delivery(), unavailable.reason(), asked, retries);
        }
        return AT_ONCE;
    }

    private static Settlement again(Delivery delivery, String reason, Duration asked, RetryTable retries) {
        if (retries.exhausted(delivery.attempts())) {
            return new Settlement(
                    "parked", 0, 0, "given up after " + (delivery.attempts() + 1) + " attempts: " + reason);
        }
        Duration usual = retries.after(delivery.attempts());
        Duration wait = asked.compareTo(usual) > 0 ? asked : usual;
        return new Settlement("again", wait.toMillis() / 1000.0, 1, null);
    }
}
