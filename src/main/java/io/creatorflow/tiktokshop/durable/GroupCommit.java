package io.creatorflow.tiktokshop.durable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Lets many callers share one transaction: what arrives while a commit is under way goes together into the next one.
 *
 * @param <T> what a caller hands in
 * @param <R> what it gets back once its commit is on disk
 */
public final class GroupCommit<T, R> implements AutoCloseable {

    private record Entry<T, R>(T item, CompletableFuture<R> result) {}

    private final BlockingQueue<Entry<T, R>> waiting;
    private final Function<List<T>, List<R>> write;
    private final int largest;
    private final long gatherNanos;
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean closed;

    /**
     * Starts the writers.
     *
     * @param name of the threads
     * @param threads how many commits may be under way at once
     * @param largest most items in one commit
     * @param capacity most items that wait; further ones are refused
     * @param gather least time from the begin of a commit to the begin of the next by the same writer, unless it is full
     * @param write writes and commits a batch, and answers each item in the same order
     */
    public GroupCommit(
            String name, int threads, int largest, int capacity, Duration gather, Function<List<T>, List<R>> write) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.write = write;
        this.largest = largest;
        this.gatherNanos = gather.toNanos();
        for (int i = 1; i <= threads; i++) {
            Thread writer = new Thread(this::run, name + "-" + i);
            writer.setDaemon(true);
            writer.start();
            writers.add(writer);
        }
    }

    /**
     * Hands in an item.
     *
     * @return completes after the commit, or exceptionally with what the write threw
     */
    public CompletableFuture<R> submit(T item) {
        CompletableFuture<R> result = new CompletableFuture<>();
        if (closed || !waiting.offer(new Entry<>(item, result))) {
            result.completeExceptionally(new RejectedExecutionException(closed ? "stopping" : "too many are waiting"));
        } else if (gatherNanos > 0 && waiting.size() >= largest) {
            writers.forEach(LockSupport::unpark);
        }
        return result;
    }

    /** How many items wait for the next commit. */
    public int depth() {
        return waiting.size();
    }

    private void run() {
        List<Entry<T, R>> batch = new ArrayList<>(largest);
        long next = System.nanoTime();
        while (!closed || !waiting.isEmpty()) {
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                continue;
            }
            gather(batch, next - System.nanoTime());
            waiting.drainTo(batch, largest - batch.size());
            next = System.nanoTime() + gatherNanos;
            commit(batch);
            batch.clear();
        }
    }

    private void gather(List<Entry<T, R>> batch, long nanos) {
        long until = System.nanoTime() + nanos;
        while (until - System.nanoTime() > 0 && batch.size() + waiting.size() < largest && !closed) {
            LockSupport.parkNanos(this, until - System.nanoTime());
        }
    }

    private void commit(List<Entry<T, R>> batch) {
        try {
            List<R> results = write.apply(batch.stream().map(Entry::item).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).result().complete(results.get(i));
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(entry -> entry.result().completeExceptionally(e));
        }
    }

    /** Writes what still waits, then ends the writers. */
    @Override
    public void close() {
        closed = true;
        writers.forEach(Thread::interrupt);
        for (Thread writer : writers) {
            try {
                writer.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
