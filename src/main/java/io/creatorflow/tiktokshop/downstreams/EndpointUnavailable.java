package io.creatorflow.tiktokshop.downstreams;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The receiver did not answer, or answered that it cannot take anything now. No message is at fault. */
public final class EndpointUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Nullable
    private final Duration retryAfter;

    /** Says what the receiver answered, and how long it asks us to wait. */
    public EndpointUnavailable(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** What the receiver asked for; null when it did not. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
