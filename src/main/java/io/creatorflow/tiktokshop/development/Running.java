package io.creatorflow.tiktokshop.development;

import java.util.ArrayDeque;
import java.util.Deque;

/** What runs, to be stopped in the reverse order, once. Something that starts while all is being stopped is stopped too. */
final class Running implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    synchronized <T extends AutoCloseable> T add(T part) {
        if (closed) {
            close(part);
        } else {
            parts.push(part);
        }
        return part;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println(part.getClass().getSimpleName() + " did not stop cleanly: " + e.getMessage());
        }
    }
}
