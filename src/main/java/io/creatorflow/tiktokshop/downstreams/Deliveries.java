package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.HandOver;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What waits for the downstreams, as their routes use it: {@code next} claims a delivery, and exactly one of
 * {@code delivered}, {@code discarded} and {@code failed} settles it, which is committed soon after, many at once. A delivery
 * that a route drops is made again.
 */
@Component("deliveries")
public class Deliveries implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private static final int CLAIM_SIZE = 50;
    private static final Duration LONGEST_WAIT_FOR_ROOM = Duration.ofSeconds(1);

    private final ClaimDeliveries claim;
    private final SettleDeliveries settle;
    private final Leases leases;
    private final DeliveryLimits limits;
    private final MeterRegistry meters;
    private final Clock clock;
    private final LiveWork liveWork;
    private final Duration deadline;
    private final int bulkBesideLive;
    private final Map<String, ReceiverQueue> queues = new ConcurrentHashMap<>();

    Deliveries(
            ClaimDeliveries claim,
            SettleDeliveries settle,
            Leases leases,
            DeliveryLimits limits,
            MeterRegistry meters,
            Clock clock,
            LiveWork liveWork,
            @Value("${deliveries.deadline}") Duration deadline,
            @Value("${deliveries.bulk-beside-live}") int bulkBesideLive) {
        this.liveWork = liveWork;
        this.bulkBesideLive = bulkBesideLive;
        this.claim = claim;
        this.settle = settle;
        this.leases = leases;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
        this.deadline = deadline;
    }

    /**
     * Says that something may have come due.
     *
     * @param receivers names joined by commas
     */
    public void look(String receivers) {
        for (String receiver : receivers.split(",")) {
            ReceiverQueue queue = queues.get(receiver);
            if (queue != null) {
                queue.claimed().look();
                queue.letGoIfNobodyAsks();
            }
        }
    }

    /** Of which of these shops new deliveries of a lane to a receiver may be claimed as they are stored; those of the others have to wait. */
    List<Ready> ready(String receiver, Set<String> shops, boolean bulk) {
        ReceiverQueue queue = queues.get(receiver);
        return queue == null ? List.of() : queue.claimed().ready(deadline, shops, bulk);
    }

    /**
     * Waits until senders have room for what a page of a pull will make them send, a second at the most: what is given to them as it is stored
     * need not be looked for and read again. A receiver that is behind keeps no pull waiting.
     */
    public void awaitRoom() {
        long until = System.nanoTime() + LONGEST_WAIT_FOR_ROOM.toNanos();
        queues.values().forEach(queue -> queue.claimed().awaitRoomForBulk(until - System.nanoTime()));
    }

    /**
     * Gives deliveries that were claimed as they were stored to their senders, as soon as the transaction is committed.
     *
     * @param claimed in the order in which they go out
     * @param stored how many were stored for each receiver: what was not claimed is looked for
     */
    void handOver(List<Delivery> claimed, Map<String, Integer> stored) {
        Map<String, List<Delivery>> own = claimed.stream().collect(Collectors.groupingBy(Delivery::receiver));
        Runnable give = () -> stored.forEach((to, count) -> give(to, own.getOrDefault(to, List.of()), count));
        new HandOver(claimed.stream().map(Delivery::lease).toList(), leases, give, () -> {}).register();
    }

    private void give(String receiver, List<Delivery> claimed, int stored) {
        Optional.ofNullable(queues.get(receiver))
                .ifPresent(queue -> queue.claimed().add(claimed, stored));
    }

    /**
     * Claims the next delivery for a receiver.
     *
     * @param snapshots whether the receiver wants only the newest message of a type about an entity
     * @param exchange whose end settles what its route left unsettled
     * @return null when nothing is due
     */
    public @Nullable Posting next(String receiver, boolean snapshots, Exchange exchange) {
        return next(new Wish(receiver, snapshots, false, CLAIM_SIZE), exchange);
    }

    /**
     * Claims the next batch for a receiver. One that holds a single message is that message; a message that failed or was
     * refused with its batch goes by itself.
     *
     * @param entities at the most
     * @param exchange whose end settles what its route left unsettled
     * @return null when nothing is due
     */
    public @Nullable Posting nextBatch(String receiver, int entities, Exchange exchange) {
        return next(new Wish(receiver, false, true, entities), exchange);
    }

    private @Nullable Posting next(Wish wish, Exchange exchange) {
        return queues.computeIfAbsent(wish.receiver(), name -> queue(wish))
                .next(limits.of(wish.receiver()), deadline, exchange);
    }

    private ReceiverQueue queue(Wish wish) {
        Claimed claimed = new Claimed(wish, claim, leases, liveWork, bulkBesideLive);
        return new ReceiverQueue(wish, claimed, settle, leases, new DeliveryMetrics(wish.receiver(), meters, clock));
    }

    /** Whether the sender that has this in hand shall wake another one. */
    public boolean moreWaits(@ExchangeProperty("delivery") @Nullable Posting posting) {
        return posting != null && queue(posting).claimed().mayHaveMore();
    }

    /** The receiver has it. */
    public void delivered(@ExchangeProperty("delivery") Posting posting) {
        queue(posting).settle(posting, Outcome.Delivered::new);
    }

    /** A filter of the downstream's route leaves it out. */
    public void discarded(@ExchangeProperty("delivery") Posting posting) {
        queue(posting).settle(posting, Outcome.Discarded::new);
    }

    /** It failed: for good, because of the endpoint, or by an error of its own. */
    public void failed(
            @ExchangeProperty("delivery") Posting posting,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        LOG.debug("{} was not taken by {}: {}", posting.id(), posting.receiver(), cause.toString());
        queue(posting).settle(posting, delivery -> outcome(posting, delivery, cause));
    }

    private static Outcome outcome(Posting posting, Delivery delivery, Exception cause) {
        if (cause instanceof EndpointUnavailable unavailable) {
            return new Outcome.Unavailable(delivery, String.valueOf(cause.getMessage()), unavailable.retryAfter());
        } else if (cause instanceof ClaimExpired) {
            return new Outcome.Untried(delivery);
        } else if (cause instanceof java.io.IOException) {
            return new Outcome.Unavailable(delivery, "no answer: " + cause, null);
        } else if (posting instanceof DeliveryBatch) {
            return new Outcome.Split(delivery);
        } else if (cause instanceof MessageRefused refused) {
            return new Outcome.Parked(delivery, String.valueOf(refused.getMessage()));
        }
        return new Outcome.Failed(delivery, cause.toString());
    }

    private ReceiverQueue queue(Posting posting) {
        ReceiverQueue queue = queues.get(posting.receiver());
        if (queue == null) {
            throw new IllegalStateException("Nothing was claimed for " + posting.receiver());
        }
        return queue;
    }

    @Override
    public void destroy() {
        queues.values().forEach(ReceiverQueue::close);
    }
}
