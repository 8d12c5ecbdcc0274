package io.creatorflow.tiktokshop.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Webhooks at a steady pace, each about an order of its own, whether earlier ones were answered or not; and how long each took
 * until it was answered, and until a receiver took what came of it.
 */
final class SteadyLoad {

    /** A webhook that was answered with 200. */
    record Told(String order, long sentNanos, long answeredNanos) {}

    private final World world;
    private final Map<String, Iterator<TikTok.Order>> orders = new HashMap<>();
    private final List<TikTok.Order> used = Collections.synchronizedList(new ArrayList<>());

    /** Places so many orders in each shop, silently: what there is to tell of. */
    SteadyLoad(World world, Map<String, Integer> ordersOfShops) {
        this.world = world;
        ordersOfShops.forEach((shop, count) -> {
            world.tiktok.place(shop, count, ",\"status\":\"AWAITING_SHIPMENT\"");
            orders.put(shop, world.tiktok.truth(shop).iterator());
        });
    }

    /** The orders that were told of so far. */
    List<TikTok.Order> told() {
        return List.copyOf(used);
    }

    /** Tells for so long of the orders of these shops in turn, and returns when the last webhook is answered. */
    List<Told> run(List<String> shops, int perSecond, int seconds) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(16);
        List<Future<Told>> sent = new ArrayList<>();
        for (int i = 0; i < perSecond * seconds; i++) {
            TikTok.Order order = next(shops.get(i % shops.size()));
            sent.add(
                    threads.schedule(() -> tell(order), TimeUnit.SECONDS.toNanos(i) / perSecond, TimeUnit.NANOSECONDS));
        }
        threads.shutdown();
        try {
            List<Told> told = new ArrayList<>();
            for (Future<Told> future : sent) {
                told.add(future.get());
            }
            return told;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized TikTok.Order next(String shop) {
        return orders.get(shop).next();
    }

    private Told tell(TikTok.Order order) {
        used.add(order);
        String webhook = world.sender.orderWebhook(order);
        long sent = System.nanoTime();
        while (world.sender.send(webhook, order.id()) != 200) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        return new Told(order.id(), sent, System.nanoTime());
    }

    /** The 99th percentile of the time that webhooks took to be answered, in ms. */
    static double answeredP99(List<Told> told) {
        return p99(told.stream().map(one -> one.answeredNanos - one.sentNanos).toList());
    }

    /** The 99th percentile, in ms, of the time until a receiver took something about the order; the worst of the receivers. */
    double arrivedP99(List<Told> told, List<String> receivers) {
        Map<String, Long> taken = new HashMap<>();
        world.witness.attempts().stream()
                .filter(Attempt::taken)
                .forEach(attempt -> taken.putIfAbsent(
                        attempt.receiver()
                                + attempt.key().substring(attempt.key().lastIndexOf('/')),
                        attempt.answeredNanos()));
        return receivers.stream()
                .mapToDouble(receiver -> p99(told.stream()
                        .map(one -> taken.getOrDefault(receiver + '/' + one.order, System.nanoTime()) - one.sentNanos)
                        .toList()))
                .max()
                .orElseThrow();
    }

    /** The 99th percentile in ms, in hundredths. */
    static double p99(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return Math.round(sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1) / 10_000.0) / 100.0;
    }
}
