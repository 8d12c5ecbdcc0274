package io.creatorflow.tiktokshop.sandbox.webhooks;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Deliveries by the virtual moment they are due; a change of the clock wakes who waits. */
final class Schedule {

    private record Due(long atMillis, long number, Delivery delivery) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMillis, other.atMillis);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Due> waiting = new PriorityQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final VirtualClock clock;

    Schedule(VirtualClock clock) {
        this.clock = clock;
        clock.onChange(this::wake);
    }

    void add(Delivery delivery, long atMillis) {
        lock.lock();
        try {
            Due due = new Due(atMillis, delivery.number(), delivery);
            waiting.add(due);
            if (waiting.peek() == due) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next one that is due. */
    Delivery take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Due next = waiting.peek();
                if (next == null) {
                    changed.await();
                } else if (clock.realMillisUntil(next.atMillis) == 0) {
                    waiting.remove();
                    return next.delivery;
                } else {
                    changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(clock.realMillisUntil(next.atMillis)));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        lock.lock();
        try {
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
