package io.creatorflow.tiktokshop.api;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a failed attempt is repeated, and how long it waits: by the class of the error, and only while the deadline of the
 * whole call leaves room for the wait and for another attempt.
 */
final class RetryRule {

    /** What has to be left of the deadline after the wait. */
    static final Duration ROOM_FOR_AN_ATTEMPT = Duration.ofMillis(200);

    private static final Duration LIMIT_DELAY = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int MOST_ATTEMPTS = 5;

    private final Duration firstDelay;
    private final Duration largestDelay;

    RetryRule(Duration firstDelay, Duration largestDelay) {
        this.firstDelay = firstDelay;
        this.largestDelay = largestDelay;
    }

    /**
     * How long to wait before the next attempt; {@code null} when there shall be none.
     *
     * @param paceMillis the time between two calls at the operation's pace
     */
    @Nullable
    Duration delay(ApiCall call, Exception failure, long paceMillis) {
        Duration delay = wanted(call, failure, paceMillis);
        return delay != null && delay.plus(ROOM_FOR_AN_ATTEMPT).compareTo(call.remaining()) < 0 ? delay : null;
    }

    private @Nullable Duration wanted(ApiCall call, Exception failure, long paceMillis) {
        if (failure instanceof NotYet notYet) {
            return notYet.delay();
        }
        if (failure instanceof ThrottlerRejectedExecutionException) {
            return jitter(Duration.ofMillis(Math.max(10, Math.min(paceMillis, 250))));
        }
        if (failure instanceof TokenBusy) {
            return jitter(LOOK_AGAIN);
        }
        if (failure instanceof TokenExpired) {
            return call.takeTokenRetry() ? Duration.ZERO : null;
        }
        if (failure instanceof RateLimited limited) {
            return limited(call.countFailure(), limited.retryAfter());
        }
        return call.operation().repeatable() && isOutage(failure) ? outage(call.countFailure(), failure) : null;
    }

    private static boolean isOutage(Exception failure) {
        return failure instanceof PlatformUnavailable
                || failure instanceof IOException && !(failure instanceof BoundedHttpClient.AnswerTooLarge);
    }

    private @Nullable Duration outage(int failures, Exception failure) {
        Duration backOff = backOff(failures, firstDelay);
        Duration asked = failure instanceof PlatformUnavailable unavailable ? unavailable.retryAfter() : null;
        return backOff == null || asked == null || asked.compareTo(backOff) < 0 ? backOff : asked;
    }

    private @Nullable Duration limited(int failures, @Nullable Duration retryAfter) {
        Duration backOff = backOff(failures, LIMIT_DELAY);
        return retryAfter == null || backOff == null ? backOff : retryAfter;
    }

    private @Nullable Duration backOff(int failures, Duration first) {
        if (failures >= MOST_ATTEMPTS) {
            return null;
        }
        Duration doubled = first.multipliedBy(1L << (failures - 1));
        return jitter(doubled.compareTo(largestDelay) > 0 ? largestDelay : doubled);
    }

    /** Between a half more and no more, so that calls that failed together do not come back together. */
    private static Duration jitter(Duration delay) {
        return delay.plusMillis(ThreadLocalRandom.current().nextLong(delay.toMillis() / 2 + 1));
    }
}
