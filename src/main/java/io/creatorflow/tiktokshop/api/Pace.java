package io.creatorflow.tiktokshop.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * How many calls a second all replicas together may make of each operation for each shop: as the knob says, or as a person has set, and less
 * for a while where TikTok Shop refused calls. A replica that makes calls reads it ten times a second, an idle one not at all. Gauges: {@code api.pace} by operation, and {@code api.pace.lowered}, for how many shops.
 */
@Component("pace")
public class Pace {

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);
    private static final int ALL = 100;
    private static final int GUARD = 10;

    private final PaceTable table;
    private final int keptForLive;
    private final long lookEvery;
    private final Map<String, Integer> knobs;
    private volatile PaceTable.Found found = PaceTable.Found.NOTHING;
    private volatile long lookedAt;

    Pace(
            Operations operations,
            PaceTable table,
            MeterRegistry meters,
            @Value("${paces.kept-for-live-percent}") int keptForLive,
            @Value("${paces.look-every}") Duration lookEvery) {
        this.table = table;
        this.keptForLive = keptForLive;
        this.lookEvery = lookEvery.toNanos();
        this.lookedAt = System.nanoTime() - this.lookEvery;
        this.knobs = operations.all().stream().collect(Collectors.toMap(Operation::name, Operation::pace));
        for (String operation : knobs.keySet()) {
            Gauge.builder("api.pace", () -> base(operation, ""))
                    .description("Calls a second for each shop, 0 for no limit")
                    .tag("operation", operation)
                    .register(meters);
            Gauge.builder("api.pace.lowered", () -> found.lowered(operation))
                    .description("Shops that are called less often because TikTok Shop refused calls")
                    .tag("operation", operation)
                    .register(meters);
        }
    }

    /** Whether the call has to be paced at all. Each attempt begins with it, so it is here that a replica looks what holds now. */
    public boolean isLimited(@ExchangeProperty("apiCall") ApiCall call) {
        if (System.nanoTime() - lookedAt >= lookEvery) {
            lookAgain();
        }
        return base(call) > 0;
    }

    /** Calls a second of all replicas for the call's shop and operation; 0 for no limit. */
    public int of(@ExchangeProperty("apiCall") ApiCall call) {
        int base = base(call);
        return base == 0 ? 0 : Math.max(1, base * lowered(call).percent() / ALL);
    }

    /** What a replica lets pass on its own, whatever the buckets say: a tenth more, so that it refuses nobody whose turn has come. */
    public int guard(@ExchangeProperty("apiCall") ApiCall call) {
        return of(call) + of(call) / GUARD + 1;
    }

    /** Whose calls are counted together: app, shop and operation. */
    public String key(@ExchangeProperty("apiCall") ApiCall call) {
        return call.paceKey();
    }

    /** What bulk calls may take of a pace. */
    int forBulk(int perSecond) {
        return Math.max(1, perSecond * (ALL - keptForLive) / ALL);
    }

    /** How long TikTok Shop wants no such call from any replica, from now on; 0 or less for not at all. */
    long stoppedNanos(ApiCall call) {
        return lowered(call).notBefore() - System.nanoTime();
    }

    /** TikTok Shop refused a call as one too many: all replicas go slower, and wait as long as it said. */
    void refused(ApiCall call, RateLimited refusal) {
        if (base(call) > 0) {
            try {
                table.lower(call.request().shopId(), call.operation().name(), refusal.retryAfter());
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("{}: the pace could not be lowered", call, e);
            }
            refresh();
        }
    }

    /** Reads what holds for all replicas. While the database does not answer, what was read before holds. */
    synchronized void refresh() {
        try {
            found = table.read();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("The paces could not be read", e);
        }
        lookedAt = System.nanoTime();
    }

    /** Reads once for all who come meanwhile. */
    private synchronized void lookAgain() {
        if (System.nanoTime() - lookedAt >= lookEvery) {
            refresh();
        }
    }

    private PaceTable.Lowered lowered(ApiCall call) {
        return found.lowered(call.operation().name(), call.request().shopId());
    }

    private int base(ApiCall call) {
        return base(call.operation().name(), call.request().shopId());
    }

    private int base(String operation, String shop) {
        Integer set = found.set(operation, shop);
        return set == null ? knobs.getOrDefault(operation, 0) : set;
    }
}
