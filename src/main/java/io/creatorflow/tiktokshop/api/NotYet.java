package io.creatorflow.tiktokshop.api;

import java.time.Duration;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;

/** The pace that all replicas share has the attempt come later. It is repeated then; nothing has been sent. */
final class NotYet extends ThrottlerRejectedExecutionException {

    private static final long serialVersionUID = 1L;

    private final Duration delay;

    /** Tells how long to wait; a part of a millisecond counts as a whole one, so that nobody comes too early. */
    NotYet(ApiCall call, long nanos) {
        super(call + ": its turn has not come");
        this.delay = Duration.ofMillis(nanos / 1_000_000 + 1);
    }

    Duration delay() {
        return delay;
    }
}
