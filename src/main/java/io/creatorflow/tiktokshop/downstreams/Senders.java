package io.creatorflow.tiktokshop.downstreams;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** How many senders work for a receiver at a time, and who waits for the commits. The limit may change from one call to the next. */
final class Senders {

    private final AtomicBoolean oneAwaitsCommits = new AtomicBoolean();
    private volatile CompletableFuture<?> commits = CompletableFuture.completedFuture(null);
    private int busy;
    private boolean turnedAway;

    /**
     * A sender wants to begin.
     *
     * @param most senders at a time, 0 for no limit
     * @return whether it may
     */
    synchronized boolean enter(int most) {
        turnedAway = most > 0 && busy >= most;
        if (!turnedAway) {
            busy++;
        }
        return !turnedAway;
    }

    /** Whether more work than may, since the limit was lowered. */
    synchronized boolean tooMany(int most) {
        return most > 0 && busy > most;
    }

    /**
     * A sender ends.
     *
     * @return whether another was turned away meanwhile, so that this one has to look in its stead
     */
    synchronized boolean leave() {
        busy--;
        boolean look = turnedAway;
        turnedAway = false;
        return look;
    }

    private synchronized boolean areNone() {
        return busy == 0;
    }

    /**
     * Outcomes are being committed.
     *
     * @param commit completes in any case, and not exceptionally
     */
    synchronized void committing(CompletableFuture<?> commit) {
        commits = commits.isDone() ? commit : CompletableFuture.allOf(commits, commit);
    }

    /**
     * Whether the commits made more due. When nobody works any more, one sender waits for them; those who work will look. Each waiting for its own
     * commit, all senders might wait while new deliveries come.
     */
    boolean awaitMore(BooleanSupplier moreIsDue) {
        while (areNone() && oneAwaitsCommits.compareAndSet(false, true)) {
            CompletableFuture<?> soFar = commits;
            try {
                soFar.join();
            } finally {
                oneAwaitsCommits.set(false);
            }
            if (moreIsDue.getAsBoolean()) {
                return true;
            } else if (soFar == commits) {
                return false;
            }
        }
        return false;
    }
}
