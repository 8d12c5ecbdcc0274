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
import java.util.List;

/**
 * Many connections that take their time, driven by one thread: some stop inside the headers, some dribble headers, some
 * stop inside the body, some dribble the body, byte by byte. Notes when each is cut by the server.
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
    private final List<SocketChannel> channels = new ArrayList<>();
    private final long[] cutAfterMillis;
    private final Thread thread;
    private volatile boolean closed;
    private volatile int open;
    private volatile long lastCut = System.nanoTime();

    SlowSenders(int port, int count, long pauseNanos) throws IOException {
        cutAfterMillis = new long[count];
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.write(bytes(KINDS[i % KINDS.length][0]));
            channel.register(selector, SelectionKey.OP_READ, i);
            channels.add(channel);
            cutAfterMillis[i] = -System.nanoTime() / 1_000_000;
            java.util.concurrent.locks.LockSupport.parkNanos(pauseNanos);
        }
        open = count;
        thread = new Thread(this::run, "slow-senders");
        thread.start();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** How many are not cut yet. */
    int open() {
        return open;
    }

    /** Whether none was cut for 30 seconds. */
    boolean stalled() {
        return System.nanoTime() - lastCut > 30_000_000_000L;
    }

    /** How long the longest lasted, in milliseconds; only when all are cut. */
    long longestMillis() {
        return java.util.Arrays.stream(cutAfterMillis).max().orElse(0);
    }

    private void run() {
        long next = System.nanoTime();
        int turns = 0;
        ByteBuffer answers = ByteBuffer.allocate(4_096);
        while (!closed && open > 0) {
            try {
                selector.select(10);
                for (SelectionKey key : selector.selectedKeys()) {
                    drain(key, answers);
                }
                selector.selectedKeys().clear();
                if (System.nanoTime() - next > 0) {
                    next += 500_000_000L / TURNS;
                    int turn = turns++ % TURNS;
                    selector.keys().stream()
                            .filter(key -> (Integer) key.attachment() / KINDS.length % TURNS == turn)
                            .forEach(this::dribble);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void drain(SelectionKey key, ByteBuffer answers) {
        try {
            answers.clear();
            if (((SocketChannel) key.channel()).read(answers) < 0) {
                cut(key);
            }
        } catch (IOException e) {
            cut(key);
        }
    }

    private void dribble(SelectionKey key) {
        String more = KINDS[(Integer) key.attachment() % KINDS.length][1];
        if (key.isValid() && !more.isEmpty()) {
            try {
                ((SocketChannel) key.channel()).write(bytes(more));
            } catch (IOException e) {
                cut(key);
            }
        }
    }

    private void cut(SelectionKey key) {
        if (key.isValid()) {
            key.cancel();
            cutAfterMillis[(Integer) key.attachment()] += System.nanoTime() / 1_000_000;
            open = open - 1;
            lastCut = System.nanoTime();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
