package io.creatorflow.tiktokshop.ingress;

import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongFunction;

/** Sends requests over a number of connections, each sending the next when the last is answered, or at a fixed rate. */
public final class LoadGenerator {

    /** What a run measured; times in microseconds, from the moment a request was due. */
    public record Figures(long requests, long failures, double perSecond, long p50, long p99, long max) {}

    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis() * 1_000);

    private final int port;
    private final int connections;
    private final double rate;
    private final LongFunction<byte[]> request;
    private final Duration patience;

    LoadGenerator(int port, int connections, double rate, LongFunction<byte[]> request) {
        this(port, connections, rate, request, Duration.ofSeconds(20));
    }

    /** With {@code patience} a request fails that is not answered in this time. */
    LoadGenerator(int port, int connections, double rate, LongFunction<byte[]> request, Duration patience) {
        this.port = port;
        this.connections = connections;
        this.rate = rate;
        this.request = request;
        this.patience = patience;
    }

    /** A webhook about a new order each time, signed as the tests do. */
    static byte[] signedWebhook(long number) {
        return signedWebhook(number, TestEnvironment.APP_KEY, TestEnvironment.APP_SECRET);
    }

    /** A webhook about a new order each time, signed for this app. */
    static byte[] signedWebhook(long number, String appKey, String secret) {
        byte[] body = ("{\"type\":1,\"tts_notification_id\":\"" + number + "\",\"shop_id\":\"7495000000000000001\","
                        + "\"timestamp\":" + System.currentTimeMillis() / 1000
                        + ",\"data\":{\"is_on_hold_order\":false,\"order_id\":\"" + number
                        + "\",\"order_status\":\"AWAITING_SHIPMENT\",\"update_time\":1718305585}}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return RawConnection.webhook(body, WebhookSender.sign(appKey, secret, body));
    }

    /** Runs for a while and expects one status. */
    Figures run(Duration time, int expected) {
        AtomicLong failures = new AtomicLong();
        AtomicLong count = new AtomicLong();
        AtomicLongArray times = new AtomicLongArray(room(time));
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        CountDownLatch ready = new CountDownLatch(connections);
        long began = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            int connection = i;
            threads.execute(() -> {
                ready.countDown();
                drive(connection, began, time.toNanos(), expected, count, failures, times);
            });
        }
        threads.shutdown();
        try {
            threads.awaitTermination(time.toSeconds() + 30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long[] sorted = new long[(int) Math.min(count.get(), times.length())];
        Arrays.setAll(sorted, times::get);
        Arrays.sort(sorted);
        return new Figures(
                sorted.length,
                failures.get(),
                sorted.length / seconds,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1));
    }

    /** As many times as may come, and no more: a large array makes the collector stop the server in the same process. */
    private int room(Duration time) {
        return rate == 0 ? 4_000_000 : (int) (rate * (time.toSeconds() + 1)) + connections;
    }

    private static long at(long[] sorted, double part) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }

    private void drive(
            int connection,
            long began,
            long lasts,
            int expected,
            AtomicLong count,
            AtomicLong failures,
            AtomicLongArray times) {
        RawConnection raw = null;
        try {
            for (long turn = 0; System.nanoTime() - began < lasts; turn++) {
                long due =
                        rate == 0 ? System.nanoTime() : began + (long) ((turn * connections + connection) * 1e9 / rate);
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    java.util.concurrent.locks.LockSupport.parkNanos(wait);
                }
                try {
                    raw = raw == null ? new RawConnection(port, patience) : raw;
                    RawConnection.Answer answer =
                            raw.send(request.apply(NUMBERS.incrementAndGet())).answer();
                    if (answer.status() != expected) {
                        failures.incrementAndGet();
                    }
                    if (answer.headerNames().contains("connection")) {
                        raw.close();
                        raw = null;
                    }
                } catch (IOException e) {
                    failures.incrementAndGet();
                    close(raw);
                    raw = null;
                }
                times.set((int) (count.getAndIncrement() % times.length()), (System.nanoTime() - due) / 1_000);
            }
        } finally {
            close(raw);
        }
    }

    private static void close(@org.jspecify.annotations.Nullable RawConnection raw) {
        try {
            if (raw != null) {
                raw.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
