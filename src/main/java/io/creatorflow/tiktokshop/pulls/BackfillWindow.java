package io.creatorflow.tiktokshop.pulls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A claimed window of a backfill.
 *
 * @param pull what to read, and the claim
 * @param asks whether its entities are asked for one by one, rather than merged page by page
 * @param failures how often it was put off before
 */
public record BackfillWindow(long id, long backfill, Pull pull, boolean asks, int failures) {

    /** A part of a window, from a time, inclusive, to another, exclusive. */
    record Piece(Instant from, Instant to) {}

    /** The stream, as its page route goes by it. */
    public String stream() {
        return pull.stream();
    }

    /** Whether it can be cut: times are whole seconds. */
    boolean isDivisible() {
        return seconds() > 1;
    }

    /** This window in so many pieces of about the same length, without a gap; fewer if it has not so many seconds. */
    List<Piece> pieces(long wanted) {
        long seconds = seconds();
        long pieces = Math.max(1, Math.min(wanted, seconds));
        return LongStream.range(0, pieces)
                .mapToObj(i -> new Piece(at(seconds * i / pieces), at(seconds * (i + 1) / pieces)))
                .toList();
    }

    private Instant at(long second) {
        return pull.from().plusSeconds(second);
    }

    private long seconds() {
        return Duration.between(pull.from(), pull.to()).toSeconds();
    }
}
