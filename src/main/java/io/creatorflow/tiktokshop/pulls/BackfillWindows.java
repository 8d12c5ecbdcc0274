package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The windows of backfills, page by page: one page is in memory, whatever the range. A window that is not known to be stored
 * to its last page is read again, and what is stored already makes no new revision.
 */
@Component("backfillWindows")
public class BackfillWindows {

    private static final Logger LOG = LoggerFactory.getLogger(BackfillWindows.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 7;
    private static final int MOST_PIECES = 100;

    private final ClaimBackfills claim;
    private final SettleBackfills settle;
    private final EntityPull pages;
    private final Leases leases;
    private final int most;

    BackfillWindows(
            ClaimBackfills claim,
            SettleBackfills settle,
            EntityPull pages,
            Leases leases,
            @Value("${backfills.window-size}") int most) {
        this.claim = claim;
        this.settle = settle;
        this.pages = pages;
        this.leases = leases;
        this.most = most;
    }

    /**
     * Claims the window whose turn it is.
     *
     * @return null when none is due
     */
    public @Nullable BackfillWindow next() {
        Lease lease = leases.current();
        return leases.surely(lease, () -> claim.next(lease).orElse(null));
    }

    /** Its first page. */
    public PullPage first(@ExchangeProperty("window") BackfillWindow window) {
        return pages.first(Objects.requireNonNull(BackfillStreams.KINDS.get(window.stream())), window.pull());
    }

    /**
     * A page is stored. Behind the last one the window is done; a window that turns out to hold too much is cut.
     *
     * @param read the page that is stored
     * @param next the page behind it; null when it was the last
     * @return the page to read now; null when this window is over, or its backfill was paused or cancelled
     */
    public @Nullable PullPage stored(
            @ExchangeProperty("window") BackfillWindow window,
            @ExchangeProperty("read") PullPage read,
            @ExchangeProperty("page") @Nullable PullPage next) {
        return leases.surely(window.pull().lease(), () -> settled(window, read, next));
    }

    private @Nullable PullPage settled(BackfillWindow window, PullPage read, @Nullable PullPage next) {
        if (next == null) {
            settle.finish(window, read.total());
        } else if (read.token().isEmpty() && read.total() > most && window.isDivisible()) {
            cut(window, read.total());
        } else if (settle.goesOn(window)) {
            return next;
        } else {
            settle.release(window);
        }
        return null;
    }

    private int cut(BackfillWindow window, long total) {
        var cut = window.pieces(Math.min((total + most - 1) / most, MOST_PIECES));
        return settle.cut(window, cut, total / cut.size());
    }

    /** The window could not be read to its end: it waits, longer each time, or is cut if it held more than is read at once. */
    public void failed(@ExchangeProperty("window") @Nullable BackfillWindow window, Exception cause) {
        PullFailure failure = PullFailure.of(cause);
        if (window != null && failure.isTooMany() && window.isDivisible()) {
            leases.surely(window.pull().lease(), () -> cut(window, failure.atLeast(most)));
            return;
        }
        LOG.warn("A window of a backfill is put off: {}", cause.toString());
        if (window != null) {
            leases.surely(window.pull().lease(), () -> settle.putOff(window, wait(window), failure));
        }
    }

    private static Duration wait(BackfillWindow window) {
        return FIRST_WAIT.multipliedBy(1L << Math.min(window.failures(), MOST_DOUBLINGS));
    }
}
