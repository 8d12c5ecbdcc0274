package io.creatorflow.tiktokshop.pulls;

/** The pages of a window lead back to one that was read already, so the window has no end. */
public final class PagesGoRound extends RuntimeException {

    PagesGoRound(PullPage page) {
        super("page " + page.turnedTo().size() + " of the updates from "
                + page.pull().from() + " to "
                + page.pull().to() + " names a page as its next that was read already, so TikTok Shop's list has no end"
                + " (request_id " + page.namedBy()
                + "). What was read is stored, and the next pull begins the window anew;"
                + " if that ends here again and again, give the request_id to TikTok Shop's support");
    }
}
