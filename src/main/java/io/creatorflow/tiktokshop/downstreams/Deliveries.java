package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Leases;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final ClaimDeliveries claim;
    private final SettleDeliveries settle;
    private final Leases leases;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Duration deadline;
    private final Map<String, ReceiverQueue> queues = new ConcurrentHashMap<>();

    Deliveries(
            ClaimDeliveries claim,
            SettleDeliveries settle,
            Leases leases,
            MeterRegistry meters,
            Clock clock,
            @Value("${deliveries.deadline}") Duration deadline) {
        this.claim = claim;
        this.settle = settle;
        this.leases = leases;
        this.meters = meters;
        this.clock = clock;
        this.deadline = deadline;
    }

    /** Says that something may wait for a receiver. */
    public void look(String receiver) {
        ReceiverQueue queue = queues.get(receiver);
        if (queue != null) {
            queue.look();
        }
    }

    /**
     * Claims the next delivery for a receiver.
     *
     * @param snapshots whether the receiver wants only the newest message of a type about an entity
     * @param exchange whose end settles what its route left unsettled
     * @return null when nothing is due
     */
    public @Nullable Delivery next(String receiver, boolean snapshots, Exchange exchange) {
        return queues.computeIfAbsent(
                        receiver,
                        name -> new ReceiverQueue(
                                name, snapshots, claim, settle, leases, new DeliveryMetrics(name, meters, clock)))
                .next(deadline, exchange);
    }

    /** The receiver has it. */
    public void delivered(@ExchangeProperty("delivery") Delivery delivery) {
        queue(delivery).settle(new Outcome.Delivered(delivery));
    }

    /** A filter of the downstream's route leaves it out. */
    public void discarded(@ExchangeProperty("delivery") Delivery delivery) {
        queue(delivery).settle(new Outcome.Discarded(delivery));
    }

    /** It failed: for good, because of the endpoint, or by an error of its own. */
    public void failed(
            @ExchangeProperty("delivery") Delivery delivery,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        LOG.debug("{} was not taken by {}: {}", delivery.id(), delivery.receiver(), cause.toString());
        if (cause instanceof MessageRefused refused) {
            queue(delivery).settle(new Outcome.Parked(delivery, String.valueOf(refused.getMessage())));
        } else if (cause instanceof EndpointUnavailable unavailable) {
            queue(delivery)
                    .settle(new Outcome.Unavailable(
                            delivery, String.valueOf(cause.getMessage()), unavailable.retryAfter()));
        } else if (cause instanceof ClaimExpired) {
            queue(delivery).settle(new Outcome.Untried(delivery));
        } else if (cause instanceof java.io.IOException) {
            queue(delivery).settle(new Outcome.Unavailable(delivery, "no answer: " + cause, null));
        } else {
            queue(delivery).settle(new Outcome.Failed(delivery, cause.toString()));
        }
    }

    private ReceiverQueue queue(Delivery delivery) {
        ReceiverQueue queue = queues.get(delivery.receiver());
        if (queue == null) {
            throw new IllegalStateException("Nothing was claimed for " + delivery.receiver());
        }
        return queue;
    }

    @Override
    public void destroy() {
        queues.values().forEach(ReceiverQueue::close);
    }
}
