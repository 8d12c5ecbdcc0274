package io.creatorflow.tiktokshop.pulls;

/** Entities of a window changed each time it was read, so that none of the readings is sure to be whole. */
public final class WindowUnsettled extends RuntimeException {

    WindowUnsettled(PullPage page) {
        super("the updates from " + page.pull().from() + " to " + page.pull().to() + " changed during each of "
                + page.readings() + " readings. What was read is stored, and the next pull begins the window anew");
    }
}
