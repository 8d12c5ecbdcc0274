package io.creatorflow.tiktokshop.durable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The time of the database, which all replicas share: this machine's clock, and by how much the database's is ahead of it, as
 * each heartbeat of the {@link Leases} measures. So times that one replica writes and another one compares mean the same, TikTok
 * Shop and receivers get timestamps that they accept, and a machine whose clock is wrong does no harm.
 */
@Component
public class DatabaseClock extends Clock {

    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    private final Clock machine = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead);
    }

    /** What this machine's own clock says, to measure by. */
    Instant machineTime() {
        return machine.instant();
    }

    /**
     * Sets the clock by a question to the database, unless it is right already as far as the answer can tell.
     *
     * @param asked machine time before the question
     * @param database what the database answered
     * @param answered machine time after the answer
     */
    void follow(Instant asked, Instant database, Instant answered) {
        Duration least = Duration.between(answered, database);
        Duration most = Duration.between(asked, database);
        if (ahead.compareTo(least) < 0 || ahead.compareTo(most) > 0) {
            Duration next = least.plus(most).dividedBy(2);
            if (next.minus(ahead).abs().compareTo(WORTH_TELLING) > 0) {
                LOG.warn(
                        "The clock of the database is ahead of this machine's by {}, and is the one that counts", next);
            }
            ahead = next;
        }
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    /** Times are in UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times are in UTC");
    }
}
