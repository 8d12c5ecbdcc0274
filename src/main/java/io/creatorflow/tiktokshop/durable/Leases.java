package io.creatorflow.tiktokshop.durable;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Renews this replica's lease by heartbeat, on the clock of the database, and gives back the claims of replicas whose
 * lease has run out. Sets the {@link DatabaseClock}, too. After any doubt (a claim or a settlement whose commit is uncertain) the
 * lease is {@linkplain #renounce renounced}: new work goes on under a new one at once, and whatever hung on the old one comes back.
 */
@Component
public class Leases implements InitializingBean, DisposableBean {

    /** How long a lease is valid after a heartbeat. Claims of a dead replica come back within this and one heartbeat. */
    public static final Duration LENGTH = Duration.ofSeconds(12);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /** How soon a heartbeat that failed is tried again: nothing new is claimed until one comes through. */
    private static final Duration TICK = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final String BEGIN = """
            insert into replica as r (id, expires_at) values (:id, clock_timestamp() + make_interval(secs => :seconds))
            on conflict (id) do update set expires_at = excluded.expires_at
            """;
    private static final String RENEW = """
            update replica set expires_at = clock_timestamp() + make_interval(secs => :seconds)
            where id = :id and expires_at > clock_timestamp()
            """;

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final LapsedClaims lapsed;
    private final DatabaseClock clock;
    private final ScheduledExecutorService heart = thread("lease-heartbeat");
    private final ScheduledExecutorService giver = thread("lease-giver-back");
    private @Nullable Timestamp databaseStarted;
    private volatile long lastBeatNanos;
    private volatile boolean away;
    private volatile Lease current = new Lease(UUID.randomUUID());

    Leases(JdbcClient database, TransactionTemplate transaction, LapsedClaims lapsed, DatabaseClock clock) {
        this.database = database;
        this.transaction = transaction;
        this.lapsed = lapsed;
        this.clock = clock;
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The lease to claim under now. */
    public Lease current() {
        return current;
    }

    /** Gives up a lease after doubt about what was committed under it; a later call for the same lease does nothing. */
    public void renounce(Lease doubtful) {
        replace(doubtful, "is given up after a database failure; its claims come back when it runs out");
    }

    /** Runs a claim or a settlement, its commit included: after doubt about it, the lease is given up. */
    public <T extends @Nullable Object> T surely(Lease lease, Supplier<T> statement) {
        try {
            return statement.get();
        } catch (DataAccessException | TransactionException e) {
            renounce(lease);
            throw e;
        }
    }

    private synchronized void replace(Lease old, String why) {
        if (old == current) {
            LOG.warn("Lease {} {}", old.id(), why);
            current = new Lease(UUID.randomUUID());
            heart.execute(this::beat);
        }
    }

    @Override
    public void afterPropertiesSet() {
        beat();
        heart.scheduleWithFixedDelay(this::beatIfDue, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        giver.scheduleWithFixedDelay(
                lapsed::giveBack, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beatIfDue() {
        if (away || System.nanoTime() - lastBeatNanos >= HEARTBEAT.toNanos()) {
            beat();
        }
    }

    private void beat() {
        Lease lease = current;
        try {
            long before = System.nanoTime();
            int written = database.sql(lease.isBegun() ? RENEW : BEGIN)
                    .param("id", lease.id())
                    .param("seconds", LENGTH.toSeconds())
                    .update();
            if (written > 0) {
                lease.renewed(before, LENGTH);
            } else {
                replace(lease, "ran out, and others hold its claims by now; work goes on under a new one");
            }
            noticeRestart(lease);
            lastBeatNanos = before;
            tell(null);
        } catch (RuntimeException e) {
            tell(e);
        }
    }

    /** Says when the database goes away, and when it is back. */
    private void tell(@Nullable RuntimeException failure) {
        if (failure != null && !away) {
            LOG.warn("The heartbeat did not reach the database: {}", failure.getMessage());
        } else if (failure == null && away) {
            LOG.info("The heartbeat reaches the database again");
        }
        away = failure != null;
    }

    /** Looks at its clock, and when it began: a database that came back may have lost the latest settlements: what hung on the lease is to come back too. */
    private void noticeRestart(Lease lease) {
        Instant asked = clock.machineTime();
        Timestamp started = database.sql("select pg_postmaster_start_time(), clock_timestamp()")
                .query((row, number) -> {
                    clock.follow(asked, row.getTimestamp(2).toInstant(), clock.machineTime());
                    return row.getTimestamp(1);
                })
                .single();
        if (databaseStarted != null && !started.equals(databaseStarted)) {
            replace(lease, "is given up, as the database was started anew; its claims come back when it runs out");
        }
        databaseStarted = started;
    }

    /** Lets the claims of this replica go at once, as it is stopping. */
    @Override
    public void destroy() {
        heart.shutdownNow();
        giver.shutdownNow();
        UUID[] own = {current.id()};
        try {
            transaction.executeWithoutResult(status -> LapsedClaims.giveBack(database, own));
        } catch (DataAccessException | TransactionException e) {
            LOG.info("The claims of this replica come back when its lease runs out: {}", e.getMessage());
        }
    }
}
