package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.AtExchangeEnd;
import io.creatorflow.tiktokshop.durable.GroupCommit;
import io.creatorflow.tiktokshop.durable.Leases;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** One receiver's side: claims in batches for all its senders, and settles their outcomes in shared commits. */
final class ReceiverQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverQueue.class);
    private static final int SETTLE_SIZE = 200;
    private static final Duration BETWEEN_SETTLEMENTS = Duration.ofMillis(100);

    private final Wish wish;
    private final SettleDeliveries settle;
    private final Leases leases;
    private final DeliveryMetrics metrics;
    private final GroupCommit<List<Outcome>, SettleDeliveries.Settled> commits;
    private final Claimed claimed;
    private final Map<Long, InHand> inHand = new ConcurrentHashMap<>();
    private final Map<String, InHand> senders = new ConcurrentHashMap<>();
    private final Senders working = new Senders();
    private final RequestPace pace = new RequestPace();

    ReceiverQueue(Wish wish, Claimed claimed, SettleDeliveries settle, Leases leases, DeliveryMetrics metrics) {
        this.wish = wish;
        this.claimed = claimed;
        this.settle = settle;
        this.leases = leases;
        this.metrics = metrics;
        this.commits = new GroupCommit<>(
                "settle-" + wish.receiver(), 1, SETTLE_SIZE, 10_000, BETWEEN_SETTLEMENTS, this::commit);
    }

    Claimed claimed() {
        return claimed;
    }

    /** Lets what was claimed go when no sender has asked for a while. */
    void letGoIfNobodyAsks() {
        if (!claimed.isAskedFor()) {
            letGo();
        }
    }

    /**
     * The next delivery of the key that the exchange has in hand, or the first one of another key. Before the last sender is told
     * that there is none, all outcomes are committed, and what they made due is looked for; it works for nobody meanwhile.
     *
     * @return null also when as many senders work, or as many requests go out, as may
     */
    @Nullable
    Posting next(DeliveryLimits.Limit limit, Duration deadline, Exchange exchange) {
        String sender = exchange.getExchangeId();
        InHand key = senders.get(sender);
        if (key != null && key.current() != null) {
            pace.await(limit.rate());
            return key.current();
        } else if (key == null) {
            AtExchangeEnd.run(exchange, () -> end(sender, exchange));
            if (!working.enter(limit.concurrency())) {
                return null;
            }
        }
        return following(sender, limit, deadline);
    }

    private @Nullable Posting following(String sender, DeliveryLimits.Limit limit, Duration deadline) {
        boolean hasWaited = false;
        InHand following = takeInTurn(limit, deadline);
        while (following == null) {
            senders.remove(sender);
            boolean look = working.leave();
            if (!look && !hasWaited) {
                look = working.awaitMore(claimed::mayHaveMore);
                hasWaited = true;
            }
            if (!look || !working.enter(limit.concurrency())) {
                return null;
            }
            following = takeInTurn(limit, deadline);
        }
        senders.put(sender, following);
        return following.current();
    }

    private @Nullable InHand takeInTurn(DeliveryLimits.Limit limit, Duration deadline) {
        if (working.tooMany(limit.concurrency())
                || limit.rate() > 0 && !(claimed.mayHaveMore() && pace.comes(limit.rate()))) {
            return null;
        }
        return take(deadline);
    }

    private void end(String sender, Exchange exchange) {
        InHand left = senders.remove(sender);
        Posting posting = left == null ? null : left.current();
        if (left != null) {
            working.leave();
        }
        if (left != null && posting != null) {
            settleIfLeft(left, posting, exchange);
        }
    }

    private void settleIfLeft(InHand left, Posting posting, Exchange exchange) {
        boolean untried =
                !left.outcomes().isEmpty() || !exchange.getContext().getStatus().isStarted();
        settle(
                posting,
                untried
                        ? Outcome.Untried::new
                        : delivery -> new Outcome.Failed(delivery, "the route ended without an outcome"));
    }

    private @Nullable InHand take(Duration deadline) {
        while (true) {
            InHand key = claimed.poll(deadline);
            Posting first = key == null ? null : key.current();
            if (first == null) {
                return null;
            }
            inHand.put(first.handle(), key);
            if (first.lease().outlasts(deadline)) {
                return key;
            }
            settle(first, Outcome.Untried::new);
        }
    }

    /**
     * Takes note of what came of each delivery. Those of one key or batch are committed together, soon after the last one;
     * when that fails, the lease is given up and the deliveries come back.
     */
    void settle(Posting posting, Function<Delivery, Outcome> outcome) {
        InHand key = inHand.get(posting.handle());
        if (key == null || key.current() != posting) {
            LOG.warn("{} to {} has an outcome already", posting.id(), wish.receiver());
            return;
        }
        key.settle(outcome);
        if (key.current() == null) {
            inHand.remove(posting.handle());
            submit(key.outcomes());
        }
    }

    private void submit(List<Outcome> outcomes) {
        outcomes.forEach(metrics::count);
        working.committing(commits.submit(outcomes).exceptionally(failure -> {
            leases.renounce(outcomes.get(0).delivery().lease());
            return new SettleDeliveries.Settled(false, false);
        }));
    }

    private List<SettleDeliveries.Settled> commit(List<List<Outcome>> keys) {
        List<Outcome> outcomes = keys.stream().flatMap(List::stream).toList();
        SettleDeliveries.Settled settled;
        try {
            settled = settle.settle(wish.receiver(), wish.snapshots(), outcomes);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("{} outcomes for {} could not be stored: {}", outcomes.size(), wish.receiver(), e.getMessage());
            throw e;
        }
        if (settled.more()) {
            claimed.look();
        }
        if (settled.halted()) {
            letGo();
        }
        return Collections.nCopies(keys.size(), settled);
    }

    /** The queue is held or paused: what was claimed ahead is not sent. */
    private void letGo() {
        for (InHand key : claimed.clear()) {
            key.settle(Outcome.Untried::new);
            submit(key.outcomes());
        }
    }

    @Override
    public void close() {
        commits.close();
    }
}
