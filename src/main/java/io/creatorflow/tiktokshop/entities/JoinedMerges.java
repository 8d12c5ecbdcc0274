package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.AtExchangeEnd;
import io.creatorflow.tiktokshop.durable.DatabaseTrouble;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * Lets answers about several shops share a transaction: what is read while one is being merged goes together into the next
 * merge. An answer that fails takes no other along: each is then merged by itself.
 */
@Component("joinedMerges")
public class JoinedMerges {

    /** More entities than that in one transaction would keep an answer waiting for those of others. */
    private static final int MOST_ENTITIES = 50;

    /**
     * An answer that a reader has handed in.
     *
     * @param alone whether it goes with no other, because they failed together
     * @param merged what came of it
     */
    public record HandedIn(EntityAnswer answer, boolean alone, CompletableFuture<Boolean> merged) {

        private HandedIn byItself() {
            return new HandedIn(answer, true, merged);
        }

        private boolean goesWith(HandedIn other) {
            return !alone
                    && !other.alone
                    && answer.kind().name().equals(other.answer.kind().name());
        }
    }

    private final Deque<HandedIn> waiting = new ArrayDeque<>();

    /** Whether an answer is a page of a pull, which is large enough to be merged by itself. */
    public boolean isPage(@Body EntityAnswer answer) {
        return answer.bulk();
    }

    /** Lets an answer wait for the next merge. */
    public synchronized HandedIn handIn(@Body EntityAnswer answer) {
        HandedIn handedIn = new HandedIn(answer, false, new CompletableFuture<>());
        waiting.add(handedIn);
        return handedIn;
    }

    /**
     * Returns once the merge of an answer is committed.
     *
     * @throws Exception why it could not be merged; nothing of it is stored then
     */
    public void await(@ExchangeProperty("handedIn") HandedIn handedIn) throws Exception {
        try {
            handedIn.merged.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Whether any answer waits. */
    public synchronized boolean isAnyWaiting() {
        return !waiting.isEmpty();
    }

    /** How many answers wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    /**
     * Takes the answers to merge next: of one kind, as many as a transaction may hold. What is taken off the list comes again.
     *
     * @param exchange whose end fails what its route left without an outcome
     */
    public synchronized List<HandedIn> next(Exchange exchange) {
        List<HandedIn> next = new ArrayList<>(List.of(waiting.remove()));
        int entities = next.get(0).answer.entities().size();
        for (HandedIn other : List.copyOf(waiting)) {
            if (other.goesWith(next.get(0))) {
                entities += other.answer.entities().size();
                if (entities > MOST_ENTITIES) {
                    break;
                }
                waiting.remove(other);
                next.add(other);
            }
        }
        AtExchangeEnd.run(exchange, () -> next.forEach(left -> left.merged.completeExceptionally(new NoOutcome())));
        return next;
    }

    /** These as one answer. */
    public EntityAnswer joined(@ExchangeProperty("merging") List<HandedIn> merging) {
        return EntityAnswer.joined(merging.stream().map(HandedIn::answer).toList());
    }

    /** All of these are committed. */
    public void merged(@ExchangeProperty("merging") List<HandedIn> merging) {
        merging.forEach(one -> one.merged.complete(true));
    }

    /** None of these is stored. Unless the database is in trouble, one of several is at fault: each comes again, alone. */
    public synchronized void failed(List<HandedIn> merging, Exception cause) {
        if (merging.size() == 1 || DatabaseTrouble.is(cause)) {
            merging.forEach(one -> one.merged.completeExceptionally(cause));
        } else {
            merging.forEach(one -> waiting.addFirst(one.byItself()));
            merging.clear();
        }
    }
}
