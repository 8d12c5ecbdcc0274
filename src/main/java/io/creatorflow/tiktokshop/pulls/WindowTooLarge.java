package io.creatorflow.tiktokshop.pulls;

/** A window holds so much that it is better read in parts, each of which is stored before the next one. */
final class WindowTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long total;

    WindowTooLarge(PullPage page, long total) {
        super("the updates from " + page.pull().from() + " to " + page.pull().to() + " are " + total);
        this.total = total;
    }

    long total() {
        return total;
    }
}
