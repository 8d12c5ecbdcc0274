package io.creatorflow.tiktokshop.api;

import io.creatorflow.tiktokshop.api.ApiCall.Turn;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * Gives each attempt its turn, by the buckets that all replicas share. An attempt whose turn has not come ends, keeps the turn, and is
 * repeated when it has come; so neither a thread nor a connection waits. {@code api.pace.waits} tells for how long.
 */
@Component("paceTurns")
public class PaceTurns {

    /** Those that were used last; others are reserved anew. */
    private static final int MOST = 20_000;

    private final Pace pace;
    private final MeterRegistry meters;
    private final ConcurrentLruCache<String, ReservedTurns> reserved;

    PaceTurns(Pace pace, SharedBuckets buckets, MeterRegistry meters) {
        this.pace = pace;
        this.meters = meters;
        this.reserved = new ConcurrentLruCache<>(MOST, key -> new ReservedTurns(buckets, key));
    }

    /**
     * Lets the attempt pass when its turn has come.
     *
     * @throws NotYet when it has not
     */
    public void take(@ExchangeProperty("apiCall") ApiCall call) {
        long stopped = pace.stoppedNanos(call);
        if (stopped > 0) {
            call.giveTurn(null);
            throw later(call, stopped);
        }
        Turn turn = call.turn();
        if (turn == null) {
            turn = next(call, !call.request().bulk());
        }
        if (turn != null && !turn.last() && turn.at() - System.nanoTime() <= 0) {
            turn = next(call, true);
        }
        long wait = turn == null ? call.remaining().toNanos() : turn.at() - System.nanoTime();
        call.giveTurn(wait > 0 ? turn : null);
        if (wait > 0) {
            throw later(call, wait);
        }
    }

    /** A bulk call asks for the turn that all calls need only when that among bulk calls has come, so it holds none that a live one could use. */
    private @Nullable Turn next(ApiCall call, boolean last) {
        int perSecond = last ? pace.of(call) : pace.forBulk(pace.of(call));
        Duration room = call.remaining().minus(RetryRule.ROOM_FOR_AN_ATTEMPT).minusMillis(2);
        Long at = reserved.get(last ? call.paceKey() : call.paceKey() + " bulk").take(perSecond, room);
        return at == null ? null : new Turn(at, last);
    }

    private NotYet later(ApiCall call, long nanos) {
        String traffic = call.request().bulk() ? "bulk" : "live";
        NotYet later = new NotYet(call, nanos);
        meters.timer("api.pace.waits", "operation", call.operation().name(), "traffic", traffic)
                .record(later.delay());
        return later;
    }
}
