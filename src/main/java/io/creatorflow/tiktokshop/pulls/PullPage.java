package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.entities.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of a pull that is to be read.
 *
 * @param token of the page; empty for the first
 * @param namedBy request_id of the answer that named it; empty for the first
 * @param turnedTo tokens of the pages of this reading so far; all its pages share it
 * @param totals how many entities the window held, as each page of this reading so far told it
 * @param reached update time of the last entity on the pages of this reading before this one: where pages are sorted by it, all before that
 *     was on them; the begin of the window for the first
 * @param seen what was on the pages of this reading so far
 * @param before what was on the pages of the reading before; null for the first
 * @param readings how often the window was begun
 */
public record PullPage(
        Kind kind,
        Pull pull,
        String token,
        String namedBy,
        Set<String> turnedTo,
        Set<Long> totals,
        Instant reached,
        Set<String> seen,
        @Nullable Set<String> before,
        int readings) {

    private static final int MOST_READINGS = 5;

    /** The first page of a window. */
    static PullPage first(Kind kind, Pull pull) {
        return first(kind, pull, null, 1);
    }

    private static PullPage first(Kind kind, Pull pull, @Nullable Set<String> before, int readings) {
        return first(kind, pull, new HashSet<>(), before, readings);
    }

    private static PullPage first(Kind kind, Pull pull, Set<String> seen, @Nullable Set<String> before, int readings) {
        return new PullPage(kind, pull, "", "", new HashSet<>(), new HashSet<>(), pull.from(), seen, before, readings);
    }

    /**
     * This page, which tells that the window holds so many entities.
     *
     * @param most how many a window may hold that can be read in parts
     * @throws WindowTooLarge when it is the first page, of more than that
     */
    PullPage holds(Collection<String> ids, long total, long most) {
        if (token.isEmpty() && total > most && pull.canBeNarrowed()) {
            throw new WindowTooLarge(this, total);
        }
        totals.add(total);
        seen.addAll(ids);
        return this;
    }

    /** How many entities the window holds: the largest number that a page of this reading has told, or as many as were on them. */
    long total() {
        return Math.max(
                seen.size(), totals.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /** Whether entities have come or gone since the page before, so that others may have moved past the reader. */
    boolean moved() {
        return totals.size() > 1;
    }

    /** Whether this reading is whole: all its pages told the number that was on them, or it is the same as the one before. */
    boolean settled() {
        return totals.equals(Set.of((long) seen.size())) || seen.equals(before);
    }

    /**
     * The page that the answer to this one names as the next.
     *
     * @param until update time of the last entity on this one
     */
    PullPage next(String nextToken, String requestId, Instant until) {
        turnedTo.add(token);
        return new PullPage(kind, pull, nextToken, requestId, turnedTo, totals, until, seen, before, readings);
    }

    /**
     * The first page of what is left, where pages are sorted by update time: of the window from what was reached.
     *
     * @throws WindowUnsettled when it was begun several times already, without coming any further
     */
    PullPage onwards() {
        boolean further = reached.isAfter(pull.from());
        if (!further && readings == MOST_READINGS) {
            throw new WindowUnsettled(this);
        }
        return first(kind, pull.since(reached), seen, null, further ? 1 : readings + 1);
    }

    /**
     * The first page once more.
     *
     * @throws WindowUnsettled when it was begun several times already
     */
    PullPage anew() {
        if (readings == MOST_READINGS) {
            throw new WindowUnsettled(this);
        }
        return first(kind, pull, seen, readings + 1);
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
