package io.creatorflow.tiktokshop.benchmark.reference;

import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 * Two loops that lock up to 100 waiting events, post them by 16 threads, mark them done and commit; at once again while
 * events wait, otherwise after 50 ms. Only what was posted is marked, the rest comes again.
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
    private volatile boolean paused;
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
            loops.execute(this::loop);
        }
    }

    /** Posts nothing from now on, or goes on. */
    void pause(boolean pause) {
        paused = pause;
    }

    private void loop() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Integer found = paused ? null : transaction.execute(status -> postBatch());
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
        List<CompletableFuture<Long>> posts = batch.stream()
                .map(event -> CompletableFuture.supplyAsync(() -> posted(event), senders))
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
