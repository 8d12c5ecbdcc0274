package io.creatorflow.tiktokshop.ingress;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of refused webhooks: at most one line a second, only status and count, nothing of the request. */
final class RefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long INTERVAL_MILLIS = 1_000;

    private final Clock clock;
    private final AtomicLongArray counts = new AtomicLongArray(600);
    private final AtomicLong nextAt = new AtomicLong();

    RefusalLog(Clock clock) {
        this.clock = clock;
    }

    /** Counts a refusal, and tells of all since the last line when a second has passed. */
    void refused(int status) {
        counts.incrementAndGet(status);
        long now = clock.millis();
        long due = nextAt.get();
        if (now >= due && nextAt.compareAndSet(due, now + INTERVAL_MILLIS)) {
            LOG.warn("webhooks refused: {}", summary());
        }
    }

    private String summary() {
        StringBuilder text = new StringBuilder();
        for (int status = 0; status < counts.length(); status++) {
            long count = counts.get(status) == 0 ? 0 : counts.getAndSet(status, 0);
            if (count > 0) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(" with ")
                        .append(status);
            }
        }
        return text.toString();
    }
}
