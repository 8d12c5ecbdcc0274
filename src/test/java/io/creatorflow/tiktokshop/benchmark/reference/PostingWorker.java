package io.creatorflow.tiktokshop.benchmark.reference;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Locks up to 100 waiting events, posts them, marks them done and commits; at once again while events wait, otherwise after
 * 50 ms. Only what was posted is marked, the rest comes again. As a plain worker it posts one after the other; as a strong one
 * it is two such loops, whose posts 16 threads share.
 */
class PostingWorker implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(PostingWorker.class);
    private static final int BATCH = 100;
    private static final int LOOPS = 2;
    private static final int THREADS = 16;
    private static final long PAUSE_MILLIS = 50;

    private final EventTable events;
    private final EventPoster poster;
    private final TransactionTemplate transaction;
    private volatile int loopsAtWork = 1;
    private final ExecutorService loops = Executors.newFixedThreadPool(LOOPS);
    private final ExecutorService senders = Executors.newFixedThreadPool(THREADS);

    PostingWorker(EventTable events, EventPoster poster, PlatformTransactionManager transactions) {
        this.events = events;
        this.poster = poster;
        this.transaction = new TransactionTemplate(transactions);
    }

    @EventListener(ContextRefreshedEvent.class)
    void start() {
        for (int i = 0; i < LOOPS; i++) {
            int number = i;
            loops.execute(() -> loop(number));
        }
    }

    /** Posts nothing from now on. */
    void rest() {
        loopsAtWork = 0;
    }

    /** Posts one after the other from now on. */
    void plain() {
        loopsAtWork = 1;
    }

    /** Posts by many threads from now on. */
    void strong() {
        loopsAtWork = LOOPS;
    }

    private void loop(int number) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Integer found = number < loopsAtWork ? transaction.execute(status -> postBatch()) : null;
                if (found == null || found == 0) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("A batch could not be posted", e);
            }
        }
    }

    private int postBatch() {
        List<EventTable.Waiting> batch = events.lockWaiting(BATCH);
        Executor by = loopsAtWork > 1 ? senders : Runnable::run;
        List<CompletableFuture<Long>> posts = batch.stream()
                .map(event -> CompletableFuture.supplyAsync(() -> posted(event), by))
                .toList();
        List<Long> done =
                posts.stream().map(CompletableFuture::join).filter(id -> id > 0).toList();
        if (!done.isEmpty()) {
            events.done(done);
        }
        return done.size();
    }

    private long posted(EventTable.Waiting event) {
        try {
            poster.post(event);
            return event.id();
        } catch (RuntimeException e) {
            LOG.warn("Event {} could not be posted", event.id(), e);
            return 0;
        }
    }

    @Override
    public void destroy() {
        loops.shutdownNow();
        senders.shutdown();
    }
}
