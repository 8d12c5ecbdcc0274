package io.creatorflow.tiktokshop.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Writes refused calls into the log: the first of each name and cause, and then at most one entry a minute, with how many there
 * were since. Nothing that a caller without a key has sent is written down.
 */
@Component
class RefusedCalls {

    private record Told(Instant at, long since) {}

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final OperationLog log;
    private final Clock clock;
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    RefusedCalls(OperationLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Tells of one.
     *
     * @param who the name of their key, or that it is unknown
     * @param target the path as it is mapped; empty where the call did not come so far
     */
    void tell(String who, String target, Problem problem) {
        Instant now = clock.instant();
        String cause = who + ' ' + problem.type();
        long[] times = {0};
        told.compute(cause, (name, last) -> {
            boolean again = last != null && last.at().isAfter(now.minus(A_MINUTE));
            times[0] = again ? 0 : last == null ? 1 : last.since() + 1;
            return again ? new Told(last.at(), last.since() + 1) : new Told(now, 0);
        });
        if (times[0] > 0) {
            write(who, target, problem.title() + (times[0] > 1 ? ", " + times[0] + " times" : ""));
        }
    }

    /** A call is refused also when that cannot be written down. */
    private void write(String who, String target, String detail) {
        try {
            log.write(who, "refused", target, detail);
        } catch (DataAccessException e) {
            told.clear();
        }
    }
}
