package io.creatorflow.tiktokshop.durable;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives back what is claimed under leases that have run out, and now and then what is claimed under leases that nobody knows: a
 * statement that a broken network kept may claim under a lease that was given back long before.
 *
 * <p>Works on a connection for upkeep, beside the heartbeat, and may read whole tables: an index of owners would cost each claim, and without one the
 * pool's short deadline could end it each time anew.
 */
@Component
class LapsedClaims {

    private static final Logger LOG = LoggerFactory.getLogger(LapsedClaims.class);
    private static final String LAPSED = "select exists (select from replica where expires_at < clock_timestamp())";
    private static final String EXPIRED =
            "select id from replica where expires_at < clock_timestamp() order by id for update skip locked";
    private static final String UNKNOWN = """
            select owner from (
              select owner from hint where owner is not null
              union select owner from delivery_key where owner is not null
              union select owner from pull where owner is not null
              union select owner from backfill_window where owner is not null
              union select owner from reconciliation where owner is not null) claimed
            where owner not in (select id from replica)
            """;

    private static final String READ_ALL = "set local enable_seqscan = on";

    /** Keys are locked in the order in which settlements lock them, so that the two never wait for each other. */
    private static final List<String> GIVE_BACK = List.of(
            """
            with held as (
              select kind, shop_id, entity_id from hint where owner = any(:ids)
              order by kind, shop_id, entity_id for update)
            update hint h set owner = null from held
            where h.kind = held.kind and h.shop_id = held.shop_id and h.entity_id = held.entity_id
            """,
            """
            with held as (
              select receiver, entity_key from delivery_key where owner = any(:ids)
              order by receiver, entity_key for update)
            update delivery_key k set owner = null from held
            where k.receiver = held.receiver and k.entity_key = held.entity_key
            """,
            "update pull set owner = null, claimed_at = null where owner = any(:ids)",
            "update backfill_window set owner = null where owner = any(:ids)",
            "update reconciliation set owner = null where owner = any(:ids)",
            "delete from replica where id = any(:ids)");

    private final JdbcClient database;
    private final JdbcClient upkeep;
    private final TransactionTemplate transaction;
    private final long everyNanos;
    private long lookedNanos = System.nanoTime();
    private boolean failed;

    LapsedClaims(
            JdbcClient database,
            @Value("#{upkeepDataSource}") DataSource upkeep,
            @Value("${queues.unknown-owners-every}") Duration every) {
        this.database = database;
        this.upkeep = JdbcClient.create(upkeep);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(upkeep));
        this.everyNanos = every.toNanos();
    }

    /** Gives back what is due to come back; what fails is tried again by the next call. */
    void giveBack() {
        try {
            if (database.sql(LAPSED).query(Boolean.class).single()) {
                giveBack(EXPIRED, "expired");
            }
            if (System.nanoTime() - lookedNanos > everyNanos) {
                giveBack(UNKNOWN, "unknown");
                lookedNanos = System.nanoTime();
            }
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                LOG.warn("Claims of replicas that are gone wait to come back: {}", e.getMessage());
            }
            failed = true;
        }
    }

    private void giveBack(String which, String what) {
        transaction.executeWithoutResult(status -> {
            upkeep.sql(READ_ALL).update();
            UUID[] ids = upkeep.sql(which).query(UUID.class).list().toArray(UUID[]::new);
            if (ids.length > 0) {
                LOG.info("Taking back the claims of {} {} lease(s)", ids.length, what);
                giveBack(upkeep, ids);
            }
        });
    }

    static void giveBack(JdbcClient database, UUID[] leases) {
        GIVE_BACK.forEach(sql -> database.sql(sql).param("ids", leases).update());
    }
}
