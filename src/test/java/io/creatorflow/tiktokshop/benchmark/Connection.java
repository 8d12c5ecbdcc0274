package io.creatorflow.tiktokshop.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive HTTP/1.1 connection, opened anew whenever the server closed it. */
final class Connection {

    /** The answer is not complete yet. */
    static final int MORE = 0;

    /** The connection broke. */
    static final int BROKEN = -1;

    private final InetSocketAddress to;
    private final Selector selector;
    private final ByteBuffer answer = ByteBuffer.allocate(16_384);
    private SocketChannel channel;
    private int number;
    private long dueAt;

    Connection(InetSocketAddress to, Selector selector) throws IOException {
        this.to = to;
        this.selector = selector;
        this.channel = open();
    }

    private SocketChannel open() throws IOException {
        SocketChannel opened = SocketChannel.open(to);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.configureBlocking(false);
        opened.register(selector, SelectionKey.OP_READ, this);
        return opened;
    }

    /** When the request under way was due, as {@link System#nanoTime}. */
    long dueAt() {
        return dueAt;
    }

    /** The number of the request under way. */
    int number() {
        return number;
    }

    void send(int requestNumber, byte[] request, long due) throws IOException {
        if (!channel.isOpen()) {
            channel = open();
        }
        number = requestNumber;
        dueAt = due;
        answer.clear();
        ByteBuffer bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads on: the status once the answer is complete, {@link #MORE} or {@link #BROKEN}. */
    int read() {
        try {
            if (channel.read(answer) < 0) {
                close();
                return answer.position() == 0 ? BROKEN : MORE;
            }
        } catch (IOException e) {
            close();
            return BROKEN;
        }
        String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return MORE;
        }
        String headers = text.substring(0, head + 2).toLowerCase(Locale.ROOT);
        if (!complete(headers, text, head + 4)) {
            return MORE;
        }
        if (headers.contains("\r\nconnection: close")) {
            close();
        }
        return Integer.parseInt(text.substring(9, 12));
    }

    private static boolean complete(String headers, String text, int bodyAt) {
        int length = headers.indexOf("\r\ncontent-length: ");
        if (length >= 0) {
            int from = length + 18;
            return text.length() - bodyAt
                    >= Integer.parseInt(headers.substring(from, headers.indexOf("\r\n", from))
                            .strip());
        }
        return !headers.contains("\r\ntransfer-encoding: chunked") || text.endsWith("0\r\n\r\n");
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // closed is closed
        }
    }
}
