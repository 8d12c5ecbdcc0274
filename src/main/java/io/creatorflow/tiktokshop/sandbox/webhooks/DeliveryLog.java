package io.creatorflow.tiktokshop.sandbox.webhooks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest deliveries, oldest first, up to a number. */
final class DeliveryLog {

    private final Deque<Delivery> kept = new ArrayDeque<>();
    private final int most;

    DeliveryLog(int most) {
        this.most = most;
    }

    synchronized void add(Delivery delivery) {
        if (kept.size() == most) {
            kept.removeFirst();
        }
        kept.addLast(delivery);
    }

    synchronized List<Delivery> after(long number, int limit) {
        List<Delivery> found = new ArrayList<>(Math.min(limit, kept.size()));
        for (Delivery delivery : kept) {
            if (delivery.number() > number && found.size() < limit) {
                found.add(delivery);
            }
        }
        return found;
    }

    synchronized void reset() {
        kept.clear();
    }
}
