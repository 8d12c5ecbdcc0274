package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.AtExchangeEnd;
import io.creatorflow.tiktokshop.durable.GroupCommit;
import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** One receiver's side: claims in batches for all its senders, and settles their outcomes in shared commits. */
final class ReceiverQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverQueue.class);
    private static final String IN_HAND = "delivery-in-hand";
    private static final int CLAIM_SIZE = 50;
    private static final int SETTLE_SIZE = 200;

    private final String receiver;
    private final boolean snapshots;
    private final ClaimDeliveries claim;
    private final SettleDeliveries settle;
    private final Leases leases;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer latency;
    private final GroupCommit<Outcome, Boolean> commits;
    private final Queue<Delivery> claimed = new ArrayDeque<>();
    private final Set<Long> unsettled = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean look = new AtomicBoolean(true);

    ReceiverQueue(
            String receiver,
            boolean snapshots,
            ClaimDeliveries claim,
            SettleDeliveries settle,
            Leases leases,
            MeterRegistry meters,
            Clock clock) {
        this.receiver = receiver;
        this.snapshots = snapshots;
        this.claim = claim;
        this.settle = settle;
        this.leases = leases;
        this.meters = meters;
        this.clock = clock;
        this.latency = Timer.builder("deliveries.latency")
                .description("From the stored message to the receiver's answer")
                .tag("receiver", receiver)
                .publishPercentileHistogram()
                .register(meters);
        this.commits = new GroupCommit<>("settle-" + receiver, 1, SETTLE_SIZE, 10_000, this::commit);
    }

    void look() {
        look.set(true);
    }

    @Nullable
    Delivery next(Duration deadline, Exchange exchange) {
        Delivery delivery = take(deadline);
        if (delivery != null) {
            unsettled.add(delivery.position());
            if (exchange.getProperty(IN_HAND) == null) {
                AtExchangeEnd.run(exchange, () -> settleIfLeft(exchange));
            }
            exchange.setProperty(IN_HAND, delivery);
        }
        return delivery;
    }

    private void settleIfLeft(Exchange exchange) {
        Delivery left = exchange.getProperty(IN_HAND, Delivery.class);
        if (unsettled.contains(left.position())) {
            boolean stopping = !exchange.getContext().getStatus().isStarted();
            submit(
                    stopping
                            ? new Outcome.Untried(left)
                            : new Outcome.Failed(left, "the route ended without an outcome"));
        }
    }

    private synchronized @Nullable Delivery take(Duration deadline) {
        while (true) {
            if (claimed.isEmpty() && look.compareAndSet(true, false)) {
                fill(deadline);
            }
            Delivery delivery = claimed.poll();
            if (delivery == null || delivery.lease().outlasts(deadline)) {
                return delivery;
            }
            submit(new Outcome.Untried(delivery));
        }
    }

    private void fill(Duration deadline) {
        Lease lease = leases.current();
        if (!lease.outlasts(deadline)) {
            look.set(true);
            return;
        }
        try {
            List<Delivery> batch = claim.claim(receiver, snapshots, CLAIM_SIZE, lease);
            claimed.addAll(batch);
            if (!batch.isEmpty()) {
                look.set(true);
            }
        } catch (DataAccessException | TransactionException e) {
            leases.renounce(lease);
            look.set(true);
            LOG.warn("Deliveries to {} could not be claimed: {}", receiver, e.getMessage());
        }
    }

    /** Returns once the outcome is committed; when it cannot be, the lease is given up and the delivery comes back. */
    void settle(Outcome outcome) {
        submit(outcome).exceptionally(failure -> false).join();
    }

    private CompletableFuture<Boolean> submit(Outcome outcome) {
        unsettled.remove(outcome.delivery().position());
        meters.counter(
                        "deliveries.outcomes",
                        "receiver",
                        receiver,
                        "outcome",
                        outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                .increment();
        if (outcome instanceof Outcome.Delivered delivered) {
            latency.record(Duration.between(delivered.delivery().acceptedAt(), clock.instant()));
        }
        return commits.submit(outcome).whenComplete((more, failure) -> {
            if (failure != null) {
                leases.renounce(outcome.delivery().lease());
                LOG.warn("An outcome for {} could not be stored: {}", receiver, failure.getMessage());
            }
        });
    }

    private List<Boolean> commit(List<Outcome> outcomes) {
        SettleDeliveries.Settled settled = settle.settle(receiver, snapshots, outcomes);
        if (settled.more()) {
            look.set(true);
        }
        if (settled.held()) {
            letGo();
        }
        return Collections.nCopies(outcomes.size(), settled.more());
    }

    /** The queue is held: what was claimed ahead is not sent. */
    private synchronized void letGo() {
        for (Delivery delivery = claimed.poll(); delivery != null; delivery = claimed.poll()) {
            submit(new Outcome.Untried(delivery));
        }
    }

    @Override
    public void close() {
        commits.close();
    }
}
