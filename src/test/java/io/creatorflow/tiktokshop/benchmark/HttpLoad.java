package io.creatorflow.tiktokshop.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * Sends prepared requests over kept-alive connections from one thread, without a client library: it shares the machine
 * with what it measures. In the open loop a request's time runs from when it was due, not from when it was sent, so that a
 * system that stalls cannot hide the wait (no coordinated omission).
 */
final class HttpLoad {

    /**
     * What came of it.
     *
     * @param sent how many
     * @param ok answered 200
     * @param failed answered otherwise, or not at all
     * @param seconds from the first request to the last answer
     * @param latency of those answered 200
     * @param taken the numbers of the requests that were answered 200
     * @param dueAtMillis when each request was due, milliseconds since 1970, by its number
     */
    record Result(int sent, int ok, int failed, double seconds, Latency latency, BitSet taken, double[] dueAtMillis) {}

    private static final long PATIENCE = 30_000_000_000L;

    private final InetSocketAddress to;
    private final List<byte[]> requests;
    private final double perSecond;
    private final IntPredicate mayGoOn;
    private final BooleanSupplier isOver;
    private final Latency latency = new Latency();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final List<Connection> all = new ArrayList<>();
    private final double[] dueAtMillis;
    private final BitSet taken = new BitSet();
    private int sent;
    private int ok;
    private int failed;

    private HttpLoad(int port, List<byte[]> requests, double perSecond, IntPredicate mayGoOn, BooleanSupplier isOver) {
        this.to = new InetSocketAddress("127.0.0.1", port);
        this.requests = requests;
        this.perSecond = perSecond;
        this.mayGoOn = mayGoOn;
        this.isOver = isOver;
        this.dueAtMillis = new double[requests.size()];
    }

    /**
     * Each connection sends the next request as soon as its last one is answered.
     *
     * @param seconds after which no further request is sent, if they have not run out by then
     * @param mayGoOn given how many were sent, false while sending shall pause
     */
    static Result closedLoop(int port, int connections, List<byte[]> requests, double seconds, IntPredicate mayGoOn) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        return new HttpLoad(port, requests, 0, mayGoOn, () -> System.nanoTime() > end).run(connections);
    }

    /** Sends all requests at an even pace, over as many connections as are free. */
    static Result openLoop(int port, int connections, List<byte[]> requests, double perSecond) {
        return new HttpLoad(port, requests, perSecond, sent -> true, () -> false).run(connections);
    }

    private Result run(int connections) {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                all.add(new Connection(to, selector));
            }
            idle.addAll(all);
            long begin = System.nanoTime();
            double millisAtBegin = System.currentTimeMillis();
            loop(selector, begin, millisAtBegin);
            return new Result(sent, ok, failed, (System.nanoTime() - begin) / 1e9, latency, taken, dueAtMillis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            all.forEach(Connection::close);
        }
    }

    private void loop(Selector selector, long begin, double millisAtBegin) throws IOException {
        long lastAnswer = begin;
        while (true) {
            long wait = send(begin, millisAtBegin);
            int busy = all.size() - idle.size();
            if (busy == 0 && (sent == requests.size() || isOver.getAsBoolean())) {
                return;
            }
            if (busy > 0 && System.nanoTime() - lastAnswer > PATIENCE) {
                failed += busy;
                return;
            }
            selector.select(Math.max(1, wait / 1_000_000));
            for (SelectionKey key : selector.selectedKeys()) {
                lastAnswer = System.nanoTime();
                answered((Connection) key.attachment(), lastAnswer);
            }
            selector.selectedKeys().clear();
        }
    }

    /** Sends what is due; returns the time until the next one is, at most 10 ms, in nanoseconds. */
    private long send(long begin, double millisAtBegin) throws IOException {
        boolean open = !isOver.getAsBoolean();
        while (open && sent < requests.size() && !idle.isEmpty() && mayGoOn.test(sent)) {
            long now = System.nanoTime();
            long due = perSecond == 0 ? now : begin + (long) (sent / perSecond * 1e9);
            if (due > now) {
                return Math.min(due - now, 10_000_000);
            }
            dueAtMillis[sent] = millisAtBegin + (due - begin) / 1e6;
            idle.poll().send(sent, requests.get(sent), due);
            sent++;
        }
        return 10_000_000;
    }

    private void answered(Connection connection, long now) throws IOException {
        int status = connection.read();
        if (status == Connection.MORE) {
            return;
        }
        if (status == 200) {
            ok++;
            taken.set(connection.number());
            latency.add(now - connection.dueAt());
        } else {
            failed++;
        }
        idle.add(connection);
    }
}
