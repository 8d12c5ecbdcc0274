package io.creatorflow.tiktokshop.ingress;

import java.util.Arrays;

/** Gathers a body as it comes: memory is taken for what has arrived, not for what was announced. */
final class BodyBuffer implements AutoCloseable {

    /** Up to here a body needs nothing from the budget, so large ones cannot crowd out the usual ones. */
    static final int FREE = 8 * 1024;

    private final ByteBudget budget;
    private final int limit;
    private byte[] bytes = new byte[128];
    private int length;

    BodyBuffer(ByteBudget budget, int limit) {
        this.budget = budget;
        this.limit = limit;
    }

    /**
     * Adds what was read.
     *
     * @return 0, or the status to refuse the request with: 413 over the limit, 503 without memory
     */
    int add(byte[] chunk, int count) {
        if (length + count > limit) {
            return 413;
        }
        if (length + count > bytes.length && !grow(length + count)) {
            return 503;
        }
        System.arraycopy(chunk, 0, bytes, length, count);
        length += count;
        return 0;
    }

    private boolean grow(int needed) {
        int size = Math.min(Math.max(needed, 2 * bytes.length), Math.max(limit, needed));
        if (size > FREE && !budget.take(size - charged(bytes.length))) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, size);
        return true;
    }

    private static int charged(int size) {
        return size > FREE ? size : 0;
    }

    /** How many bytes have come. */
    int length() {
        return length;
    }

    /** What has come. */
    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        budget.giveBack(charged(bytes.length));
        bytes = new byte[0];
        length = 0;
    }
}
