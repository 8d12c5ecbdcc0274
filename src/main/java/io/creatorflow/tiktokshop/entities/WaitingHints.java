package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.AtExchangeEnd;
import io.creatorflow.tiktokshop.durable.DatabaseTrouble;
import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LookBack;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims hints, at once for as many shops as there are readers without work: while a call for a shop is under way here, further
 * hints of that shop gather for the next call. Live hints go before bulk ones, and the shop that has waited longest goes first.
 */
@Component("waitingHints")
public class WaitingHints {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingHints.class);

    private final ClaimHints claimHints;
    private final TransactionTemplate transaction;
    private final Leases leases;
    private final FailedHints failures;
    private final Kinds kinds;
    private final HintsInHand inHand;
    private final Map<String, LookBack> lookBacks;

    WaitingHints(
            ClaimHints claimHints,
            TransactionTemplate transaction,
            Leases leases,
            FailedHints failures,
            Kinds kinds,
            HintsInHand inHand) {
        this.inHand = inHand;
        this.claimHints = claimHints;
        this.failures = failures;
        this.kinds = kinds;
        this.lookBacks = kinds.all().stream().collect(Collectors.toUnmodifiableMap(Kind::name, kind -> new LookBack()));
        this.transaction = transaction;
        this.leases = leases;
    }

    /** Of which kinds hints may wait, as their readers are named: {@code orders} are read by {@code read-orders}. */
    public List<String> rung() {
        return inHand.rung();
    }

    /** Says that hints of any kind may wait. Those that were claimed for readers that ask no more, as when their route was stopped, go back. */
    public void lookEverywhere() {
        kinds.all().forEach(kind -> {
            inHand.shops(kind).unread().forEach(batch -> giveBack(batch, () -> failures.unread(batch)));
            inHand.look(kind);
        });
    }

    /**
     * Claims the hints to read next.
     *
     * @param exchange whose end settles what its route left unsettled
     * @return null when nothing is due, or this replica may not claim now
     */
    public @Nullable HintBatch next(String kind, Exchange exchange) {
        HintBatch batch = claim(kinds.named(kind));
        if (batch != null) {
            AtExchangeEnd.run(exchange, () -> settleIfLeft(batch, exchange.getException()));
        }
        return batch;
    }

    private void settleIfLeft(HintBatch batch, @Nullable Exception cause) {
        if (inHand.shops(batch.kind()).has(batch)) {
            failed(batch, cause != null ? cause : new NoOutcome());
        }
    }

    /** The batch is settled: what has gathered for its shop meanwhile may be read. */
    public void done(@ExchangeProperty("hints") HintBatch batch) {
        failures.wentWell(batch);
        inHand.letGo(batch, batch.mayHaveLeftSome());
    }

    /** One claim of a kind at a time, so that no shop of it has two calls under way. */
    private @Nullable HintBatch claim(Kind kind) {
        BusyShops busy = inHand.shops(kind);
        busy.claiming().lock();
        try {
            HintBatch ahead = busy.next();
            if (ahead != null) {
                return ahead;
            }
            Lease lease = inHand.lease();
            if (lease == null || !inHand.answer(kind)) {
                return null;
            }
            claim(kind, busy, lease).forEach(inHand::take);
            return busy.next();
        } finally {
            busy.claiming().unlock();
        }
    }

    private List<HintBatch> claim(Kind kind, BusyShops busy, Lease lease) {
        try {
            LookBack lookBack = Objects.requireNonNull(lookBacks.get(kind.name()));
            ClaimHints.Claim claim = claimHints.claim(kind, busy.free(), busy.all(), lookBack.from(), lease);
            lookBack.found(claim.oldest());
            inHand.look(kind, claim.passedOver());
            if (claim.othersWait()) {
                inHand.look(kind);
            }
            return claim.batches();
        } catch (DataAccessException | TransactionException e) {
            leases.renounce(lease);
            inHand.look(kind);
            LOG.warn("Hints could not be claimed: {}", e.getMessage());
            return List.of();
        }
    }

    /**
     * A batch could not be read or merged, and nothing of it was stored. When TikTok Shop or the database is at fault, the
     * hints wait. Otherwise one of them may be: the next batches are half the size, until it stands alone and is parked.
     */
    public void failed(HintBatch batch, Exception cause) {
        giveBack(batch, () -> {
            ClaimLost lost = DatabaseTrouble.find(ClaimLost.class, cause);
            if (lost != null) {
                throw lost;
            }
            transaction.executeWithoutResult(status -> failures.settle(batch, cause));
        });
    }

    private void giveBack(HintBatch batch, Runnable settle) {
        try {
            settle.run();
        } catch (ClaimLost e) {
            LOG.warn("{}", e.getMessage());
        } catch (DataAccessException | TransactionException e) {
            leases.renounce(batch.lease());
            LOG.warn("Hints could not be given back: {}", e.getMessage());
        } finally {
            inHand.letGo(batch, true);
        }
    }
}
