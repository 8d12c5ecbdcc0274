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
 * @param batched whether it stays in its batch: no, or as leader (its key says when the batch is due) or follower
 * @param reason of parking, or of the failure that counts
 */
record Settlement(
        String outcome,
        double delaySeconds,
        int burn,
        String batched,
        @Nullable String reason) {

    private static final String ALONE = "no";

    /**
     * Translates an outcome.
     *
     * @param held whether the receiver's whole queue is held: then no message is to blame
     */
    static Settlement of(Outcome outcome, boolean held, RetryTable retries) {
        if (outcome instanceof Outcome.Delivered) {
            return over("delivered", null);
        } else if (outcome instanceof Outcome.Discarded) {
            return over("discarded", null);
        } else if (outcome instanceof Outcome.Parked parked) {
            return over("parked", parked.reason());
        } else if (outcome instanceof Outcome.Split) {
            return new Settlement("again", 0, 1, ALONE, "the batch that it was part of was refused");
        } else if (outcome instanceof Outcome.Failed failed) {
            return again(failed.delivery(), failed.reason(), Duration.ZERO, retries);
        } else if (outcome instanceof Outcome.Unavailable unavailable) {
            Duration asked = Objects.requireNonNullElse(unavailable.retryAfter(), Duration.ZERO);
            return held
                    ? again(unavailable.delivery(), asked, 0, null)
                    : again(unavailable.delivery(), unavailable.reason(), asked, retries);
        }
        return again(outcome.delivery(), Duration.ZERO, 0, null);
    }

    private static Settlement again(Delivery delivery, String reason, Duration asked, RetryTable retries) {
        if (retries.exhausted(delivery.attempts())) {
            return over("parked", "given up after " + (delivery.attempts() + 1) + " attempts: " + reason);
        }
        Duration usual = retries.after(delivery.attempts());
        return again(delivery, asked.compareTo(usual) > 0 ? asked : usual, 1, reason);
    }

    private static Settlement over(String outcome, @Nullable String reason) {
        return new Settlement(outcome, 0, 0, ALONE, reason);
    }

    private static Settlement again(Delivery delivery, Duration wait, int burn, @Nullable String reason) {
        String batched = delivery.batch() == null ? ALONE : delivery.leads() ? "leader" : "follower";
        return new Settlement("again", wait.toMillis() / 1000.0, burn, batched, reason);
    }
}
