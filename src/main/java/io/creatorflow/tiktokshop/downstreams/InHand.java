package io.creatorflow.tiktokshop.downstreams;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one sender holds: the deliveries of a key go out one after the other, those of a batch at once; settled together. */
final class InHand {

    private final Deque<Posting> waiting;
    private final List<Outcome> outcomes = new ArrayList<>();

    /**
     * Takes hold.
     *
     * @param postings about one key, or one batch
     */
    InHand(List<? extends Posting> postings) {
        this.waiting = new ArrayDeque<>(postings);
    }

    /** The one whose outcome is next; null when all have one, or those behind a failure have to wait. */
    @Nullable
    Posting current() {
        return waiting.peek();
    }

    /** Takes note of what came of the current one. One that comes again keeps back those behind it. */
    void settle(Function<Delivery, Outcome> outcome) {
        List<Outcome> came = waiting.remove().members().stream().map(outcome).toList();
        outcomes.addAll(came);
        if (!came.stream().allMatch(Outcome::isFinal)) {
            waiting.clear();
        }
    }

    /** What came of the deliveries so far, in their order. */
    List<Outcome> outcomes() {
        return outcomes;
    }
}
