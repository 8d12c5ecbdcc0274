package io.creatorflow.tiktokshop.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
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
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean closed;

    /**
     * Starts the writers.
     *
     * @param name of the threads
     * @param threads how many commits may be under way at once
     * @param largest most items in one commit
     * @param capacity most items that wait; further ones are refused
     * @param write writes and commits a batch, and answers each item in the same order
     */
    public GroupCommit(String name, int threads, int largest, int capacity, Function<List<T>, List<R>> write) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.write = write;
        this.largest = largest;
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
        }
        return result;
    }

    /** How many items wait for the next commit. */
    public int depth() {
        return waiting.size();
    }

    private void run() {
        List<Entry<T, R>> batch = new ArrayList<>(largest);
        while (!closed || !waiting.isEmpty()) {
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                continue;
            }
            waiting.drainTo(batch, largest - 1);
            commit(batch);
            batch.clear();
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
