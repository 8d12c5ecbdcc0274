package io.creatorflow.tiktokshop.ingress;

import io.creatorflow.tiktokshop.durable.GroupCommit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/** Keeps every accepted webhook: what is in here survives a crash, and is kept once however often it comes. */
public final class Inbox implements AutoCloseable {

    private final GroupCommit<ReceivedWebhook, Boolean> commits;
    private final ByteBudget waitingBytes;
    private final IngressMetrics metrics;
    private final Clock clock;
    private final long timeoutMillis;
    private final ExecutorService answers = Executors.newFixedThreadPool(2, Inbox::thread);

    Inbox(InboxTable table, IngressSettings settings, IngressMetrics metrics, Clock clock) {
        this.commits = new GroupCommit<>(
                "inbox-commit",
                settings.commitThreads(),
                settings.commitRows(),
                settings.queueRows(),
                Duration.ZERO,
                table::append);
        this.waitingBytes = new ByteBudget(settings.queueBytes().toBytes());
        this.timeoutMillis = settings.commitTimeout().toMillis();
        this.metrics = metrics;
        this.clock = clock;
        metrics.watch(commits::depth, waitingBytes::taken);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "inbox-answer");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Stores a webhook, together with those that come in at the same time. The same bytes again change nothing and are as
     * good as stored.
     *
     * @param body exactly the bytes that came in, signature already checked
     * @return completes once the row is on disk, or exceptionally with {@link InboxUnavailableException} when that is not
     *     so in time
     */
    public CompletionStage<@Nullable Void> append(@Body byte[] body) {
        if (!waitingBytes.take(body.length)) {
            throw new InboxUnavailableException("too many bytes wait for a commit", null);
        }
        ReceivedWebhook row = ReceivedWebhook.of(body, clock.instant());
        if (!row.envelope().isKnown()) {
            metrics.noEnvelope();
        }
        CompletableFuture<Boolean> commit = commits.submit(row);
        CompletableFuture<@Nullable Void> stored = new CompletableFuture<>();
        commit.whenComplete((kept, failure) -> waitingBytes.giveBack(body.length));
        commit.copy()
                .orTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .whenCompleteAsync((kept, failure) -> settle(row, stored, kept, failure), answers);
        return stored;
    }

    private void settle(
            ReceivedWebhook row,
            CompletableFuture<@Nullable Void> stored,
            @Nullable Boolean kept,
            @Nullable Throwable failure) {
        if (Boolean.TRUE.equals(kept)) {
            Instant signed = row.signedAt();
            if (signed != null) {
                metrics.stored(signed);
            }
            stored.complete(null);
        } else {
            stored.completeExceptionally(new InboxUnavailableException("not committed in time", failure));
        }
    }

    /** Commits what still waits. */
    @Override
    public void close() {
        commits.close();
        answers.shutdown();
    }
}
