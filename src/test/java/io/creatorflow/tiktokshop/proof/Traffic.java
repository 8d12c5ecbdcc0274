package io.creatorflow.tiktokshop.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Buyers and sellers at work: orders are placed, move on, are cancelled, and change their address, and a webhook tells of
 * each change, again and again until it is acknowledged.
 */
final class Traffic implements AutoCloseable {

    private final World world;
    private final ExecutorService threads;
    private final int perSecond;
    private final int workers;
    private final long seed;
    private final AtomicLong changes = new AtomicLong();
    private final List<Future<?>> futures = new ArrayList<>();
    private volatile boolean stopped;

    private Traffic(World world, int workers, int perSecond, int orders, long seed) {
        this.world = world;
        this.workers = workers;
        this.perSecond = perSecond;
        this.seed = seed;
        this.threads = Executors.newFixedThreadPool(workers);
        for (int worker = 0; worker < workers; worker++) {
            int number = worker;
            List<TikTok.Order> own = new ArrayList<>();
            String shop = world.shops.get(number % world.shops.size());
            world.tiktok
                    .place(shop, orders / workers, "")
                    .forEach(id -> own.add(new TikTok.Order(id, shop, "UNPAID", 0, false)));
            futures.add(threads.submit(() -> work(own, new Random(seed + number))));
        }
    }

    /** Starts it: so many changes a second, over so many orders. */
    static Traffic start(World world, int workers, int perSecond, int orders, long seed) {
        return new Traffic(world, workers, perSecond, orders, seed);
    }

    /** How many changes were told and acknowledged. */
    long changes() {
        return changes.get();
    }

    private void work(List<TikTok.Order> own, Random random) {
        while (!stopped) {
            long began = System.nanoTime();
            int which = random.nextInt(own.size());
            TikTok.Order next = step(own.get(which), random);
            own.set(which, next);
            tell(next);
            long rest = TimeUnit.SECONDS.toNanos(workers) / perSecond - (System.nanoTime() - began);
            if (rest > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(rest);
            }
        }
    }

    private TikTok.Order step(TikTok.Order order, Random random) {
        int luck = random.nextInt(100);
        if (order.status().equals("COMPLETED") || order.status().equals("CANCELLED")) {
            String id = world.tiktok.place(order.shopId(), 1, "").get(0);
            return world.tiktok.move(new TikTok.Order(id, order.shopId(), "UNPAID", 0, false), "NEXT");
        } else if (order.requestOpen()) {
            return world.tiktok.happen(order, "cancel-answer", ",\"approve\":" + (luck < 50));
        } else if (order.status().equals("AWAITING_SHIPMENT") && luck < 30) {
            return world.tiktok.happen(order, "cancel-request", "");
        } else if (luck < 10
                && (order.status().equals("UNPAID") || order.status().equals("ON_HOLD"))) {
            return world.tiktok.move(order, "CANCELLED");
        } else if (luck > 90) {
            return world.tiktok.happen(order, "address", "");
        }
        return world.tiktok.move(order, "NEXT");
    }

    private void tell(TikTok.Order order) {
        String webhook = world.sender.orderWebhook(order);
        while (world.sender.send(webhook, order.id()) != 200) {
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Not acknowledged: " + webhook);
            }
        }
        changes.incrementAndGet();
    }

    /** Stops changing orders; every change made so far is told before this returns. */
    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
        try {
            for (Future<?> future : futures) {
                future.get(60, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            threads.shutdownNow();
            throw new IllegalStateException("Traffic broke down", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "traffic of seed " + seed;
    }
}
