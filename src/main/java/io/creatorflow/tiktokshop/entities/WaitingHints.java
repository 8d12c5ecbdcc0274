package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.AtExchangeEnd;
import io.creatorflow.tiktokshop.durable.DatabaseTrouble;
import io.creatorflow.tiktokshop.durable.Doorbell;
import io.creatorflow.tiktokshop.durable.LazyCommit;
import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims hints, one shop at a time: while a call for a shop is under way here, further hints of that shop gather for the
 * next call. Live hints go before bulk ones, and the shop that has waited longest goes first.
 */
@Component("waitingHints")
public class WaitingHints {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingHints.class);
    private static final String CLAIM = """
            with head as (
              select s.shop_id, l.lane, oldest.failures, count(*) over () as queues
              from shop s cross join (values (0), (1)) as l (lane) cross join lateral (
                select h.due_at, h.failures from hint h
                where h.kind = :kind and h.shop_id = s.shop_id and h.lane = l.lane and h.owner is null
                  and h.due_at <= statement_timestamp()
                order by h.due_at limit 1) oldest
              where s.state = 'connected' and s.shop_id <> all (:busy::text[])
              order by l.lane, oldest.due_at limit 1),
            due as (
              select h.entity_id from hint h
              where h.kind = :kind and h.shop_id = (select shop_id from head) and h.lane = (select lane from head)
                and h.owner is null and h.due_at <= statement_timestamp() and h.failures = (select failures from head)
              order by h.due_at limit (select greatest(1, :largest::integer >> failures) from head) for update skip locked)
            update hint h set owner = :owner, epoch = h.epoch + 1
            where h.kind = :kind and h.shop_id = (select shop_id from head)
              and h.entity_id = any (array(select entity_id from due))
            returning h.shop_id, h.entity_id, h.newest_event, h.version, h.looks, h.believe, h.failures, h.epoch,
              (select lane from head) as lane, (select queues from head) as queues,
            """ + LazyCommit.COLUMN;

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Leases leases;
    private final FailedHints failures;
    private final Duration callDeadline;
    private final Map<String, HintBatch> busy = new ConcurrentHashMap<>();
    private final Set<String> passedOver = ConcurrentHashMap.newKeySet();
    private final Doorbell doorbell = new Doorbell();

    WaitingHints(
            JdbcClient database,
            TransactionTemplate transaction,
            Leases leases,
            FailedHints failures,
            @Value("${tiktok-shop.call-deadline}") Duration callDeadline) {
        this.callDeadline = callDeadline;
        this.database = database;
        this.failures = failures;
        this.transaction = transaction;
        this.leases = leases;
    }

    /** Says that hints of a kind may wait: the next {@link #next} looks into the database. */
    public void look(String kind) {
        doorbell.ring(kind);
    }

    /**
     * Claims the hints to read next.
     *
     * @param exchange whose end settles what its route left unsettled
     * @return null when nothing is due, or this replica may not claim now
     */
    public @Nullable HintBatch next(String kind, Exchange exchange) {
        HintBatch batch = claim(kind);
        if (batch != null) {
            AtExchangeEnd.run(exchange, () -> settleIfLeft(batch, exchange.getException()));
        }
        return batch;
    }

    private void settleIfLeft(HintBatch batch, @Nullable Exception cause) {
        if (busy.get(batch.shopId()) == batch) {
            failed(batch, cause != null ? cause : new IllegalStateException("The route ended without an outcome"));
        }
    }

    /** The batch is settled: what has gathered for its shop meanwhile may be read. */
    public void done(@ExchangeProperty("hints") HintBatch batch) {
        failures.wentWell(batch);
        letGo(batch, batch.failures() > 0 || batch.hints().size() == HintBatch.LARGEST);
    }

    /** Whoever rings without need makes a reader ask the database in vain. */
    private void letGo(HintBatch batch, boolean more) {
        boolean freed = busy.remove(batch.shopId(), batch);
        if (freed && (passedOver.remove(batch.shopId()) || more)) {
            doorbell.ring(batch.kind());
        }
    }

    private synchronized @Nullable HintBatch claim(String kind) {
        Lease lease = leases.current();
        if (!lease.outlasts(callDeadline) || !doorbell.answer(kind)) {
            return null;
        }
        try {
            HintBatch batch = claim(kind, lease);
            if (batch != null) {
                busy.put(batch.shopId(), batch);
            }
            return batch;
        } catch (DataAccessException | TransactionException e) {
            leases.renounce(lease);
            doorbell.ring(kind);
            LOG.warn("Hints could not be claimed: {}", e.getMessage());
            return null;
        }
    }

    private record Row(String shopId, int lane, int failures, int queues, Hint hint) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("shop_id"),
                    row.getInt("lane"),
                    row.getInt("failures"),
                    row.getInt("queues"),
                    SettleHints.hint(row));
        }
    }

    private @Nullable HintBatch claim(String kind, Lease lease) {
        passedOver.addAll(busy.keySet());
        List<Row> rows = database.sql(CLAIM)
                .param("kind", kind)
                .param("largest", HintBatch.LARGEST)
                .param("owner", lease.id())
                .param("busy", busy.keySet().toArray(String[]::new))
                .query((row, number) -> Row.of(row))
                .list();
        if (rows.isEmpty()) {
            return null;
        }
        Row first = rows.get(0);
        if (first.queues() > 1) {
            doorbell.ring(kind);
        }
        return new HintBatch(
                kind, first.shopId(), rows.stream().map(Row::hint).toList(), first.lane() > 0, first.failures(), lease);
    }

    /**
     * A batch could not be read or merged, and nothing of it was stored. When TikTok Shop or the database is at fault, the
     * hints wait. Otherwise one of them may be: the next batches are half the size, until it stands alone and is parked.
     */
    public void failed(HintBatch batch, Exception cause) {
        try {
            if (DatabaseTrouble.find(ClaimLost.class, cause) == null) {
                transaction.executeWithoutResult(status -> failures.settle(batch, cause));
            } else {
                LOG.warn("{}", cause.getMessage());
            }
        } catch (ClaimLost e) {
            LOG.warn("{}", e.getMessage());
        } catch (DataAccessException | TransactionException e) {
            leases.renounce(batch.lease());
            LOG.warn("Hints could not be given back: {}", e.getMessage());
        } finally {
            letGo(batch, true);
        }
    }
}
