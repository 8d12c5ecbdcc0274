package io.creatorflow.tiktokshop.downstreams;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A claimed key in the hands of one sender: its deliveries go out one after the other, and are settled together. */
final class InHand {

    private final Deque<Delivery> waiting;
    private final List<Outcome> outcomes = new ArrayList<>();
    private CompletableFuture<Boolean> committed = CompletableFuture.completedFuture(false);

    InHand(List<Delivery> deliveries) {
        this.waiting = new ArrayDeque<>(deliveries);
    }

    /** The delivery whose outcome is next; null when all have one, or those behind a failure have to wait. */
    @Nullable
    Delivery current() {
        return waiting.peek();
    }

    /** Takes note of what came of the current delivery. One that comes again keeps back those behind it. */
    void settle(Outcome outcome) {
        outcomes.add(outcome);
        waiting.poll();
        if (!outcome.isFinal()) {
            waiting.clear();
        }
    }

    void committedBy(CompletableFuture<Boolean> commit) {
        committed = commit;
    }

    /** Waits until the outcomes are committed, and tells whether that made anything more due. */
    boolean awaitMore() {
        return committed.join();
    }

    /** What came of the deliveries so far, in their order. */
    List<Outcome> outcomes() {
        return outcomes;
    }
}
