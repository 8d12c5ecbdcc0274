package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.entities.Kind;
import java.util.HashSet;
import java.util.Set;

/**
 * A page of a pull that is to be read.
 *
 * @param token of the page; empty for the first
 * @param namedBy request_id of the answer that named it; empty for the first
 * @param turnedTo tokens of the pages of this pull so far; all its pages share it
 */
public record PullPage(Kind kind, Pull pull, String token, String namedBy, Set<String> turnedTo) {

    /** The first page of a window. */
    static PullPage first(Kind kind, Pull pull) {
        return new PullPage(kind, pull, "", "", new HashSet<>(Set.of("")));
    }

    /** The page that the answer to this one names as the next. */
    PullPage next(String nextToken, String requestId) {
        return new PullPage(kind, pull, nextToken, requestId, turnedTo);
    }

    /**
     * Turns to this page.
     *
     * @throws PagesGoRound when the pull has been there already
     */
    PullPage turn() {
        if (!turnedTo.add(token)) {
            throw new PagesGoRound(this);
        }
        return this;
    }
}
