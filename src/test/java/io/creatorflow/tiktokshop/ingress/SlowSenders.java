package io.creatorflow.tiktokshop.ingress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Many connections that take their time, driven by one thread: some stop inside the headers, some dribble headers, some
 * stop inside the body, some dribble the body, byte by byte. Notes when each is cut by the server; puts a new one in its
 * place, or not.
 */
final class SlowSenders implements AutoCloseable {

    private static final String HEAD = "POST " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String BODY = HEAD + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{";
    private static final String CHUNKS =
            HEAD + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n";
    private static final String REFUSED =
            "PUT " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n";

    /** What each kind sends at once, and what it dribbles then; nothing means that it falls silent. */
    private static final String[][] KINDS = {
        {HEAD, ""},
        {HEAD + "X: ", "x"},
        {BODY, ""},
        {BODY, " "},
        {CHUNKS, "1\r\n \r\n"},
        {REFUSED, ""},
        {REFUSED, ""},
        {"POST", "x"}
    };

    /** Each dribbles twice a second, not all at the same moment. */
    private static final int TURNS = 25;

    private final Selector selector = Selector.open();
    private final InetSocketAddress server;
    private final boolean replaces;
    private final SocketChannel[] channels;
    private final long[] begunNanos;
    private final List<Integer> cutNow = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile int open;
    private volatile int least;
    private volatile long begun;
    private volatile long longestNanos;
    private volatile IOException failure;

    /** Opens connections, with a pause in nanoseconds after each; none that is cut is replaced. */
    SlowSenders(int port, int count, long pauseNanos) throws IOException {
        this(port, count, pauseNanos, false);
    }

    private SlowSenders(int port, int count, long pauseNanos, boolean replaces) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.replaces = replaces;
        channels = new SocketChannel[count];
        begunNanos = new long[count];
        for (int i = 0; i < count; i++) {
            begin(i);
            LockSupport.parkNanos(pauseNanos);
        }
        least = count;
        thread = new Thread(this::run, "slow-senders");
        thread.start();
    }

    /** Opens connections within about a second and keeps their number: one that is cut is replaced at once. */
    static SlowSenders held(int port, int count) throws IOException {
        return new SlowSenders(port, count, 1_000_000, true);
    }

    private void begin(int place) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        channel.write(bytes(KINDS[place % KINDS.length][0]));
        channel.register(selector, SelectionKey.OP_READ, place);
        channels[place] = channel;
        begunNanos[place] = System.nanoTime();
        begun = begun + 1;
        open = open + 1;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** How many are not cut yet. */
    int open() {
        return open;
    }

    /** The least number that were open at a time, before those that were cut were replaced. */
    int least() {
        return least;
    }

    /** How many were opened, all in all. */
    long begun() {
        return begun;
    }

    /** How long the longest that was cut lasted, in milliseconds; after closing, also those that the server never cut. */
    long longestMillis() {
        return longestNanos / 1_000_000;
    }

    private void run() {
        long next = System.nanoTime();
        int turns = 0;
        ByteBuffer answers = ByteBuffer.allocate(4_096);
        try {
            while (!closed && open > 0) {
                selector.select(key -> drain(key, answers), 10);
                if (System.nanoTime() - next > 0) {
                    next += 500_000_000L / TURNS;
                    dribble(turns++ % TURNS);
                }
                least = Math.min(least, open);
                replace();
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void replace() throws IOException {
        for (int i = 0; replaces && i < cutNow.size(); i++) {
            begin(cutNow.get(i));
        }
        cutNow.clear();
    }

    private void drain(SelectionKey key, ByteBuffer answers) {
        try {
            answers.clear();
            if (((SocketChannel) key.channel()).read(answers) < 0) {
                cut((Integer) key.attachment());
            }
        } catch (IOException e) {
            cut((Integer) key.attachment());
        }
    }

    private void dribble(int turn) {
        for (int i = 0; i < channels.length; i++) {
            String more = KINDS[i % KINDS.length][1];
            if (i / KINDS.length % TURNS == turn && !more.isEmpty() && channels[i].isOpen()) {
                try {
                    channels[i].write(bytes(more));
                } catch (IOException e) {
                    cut(i);
                }
            }
        }
    }

    private void cut(int place) {
        longestNanos = Math.max(longestNanos, System.nanoTime() - begunNanos[place]);
        open = open - 1;
        cutNow.add(place);
        close(channels[place]);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // closed is closed
        }
    }

    /** Closes those that are left; throws what kept one from being replaced, if anything did. */
    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (int i = 0; i < channels.length; i++) {
            if (channels[i].isOpen()) {
                longestNanos = Math.max(longestNanos, System.nanoTime() - begunNanos[i]);
            }
        }
        Arrays.stream(channels).forEach(SlowSenders::close);
        selector.close();
        if (failure != null) {
            throw failure;
        }
    }
}
