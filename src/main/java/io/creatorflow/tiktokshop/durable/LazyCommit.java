package io.creatorflow.tiktokshop.durable;

/**
 * Lets a transaction return before it is on disk. PostgreSQL writes commits in their order, so a database that dies loses the
 * latest ones together, never one from the middle: what was lost is done again. That is right for steps that repeat
 * themselves (a claim of hints, routing, a settlement), and wrong for whatever the outside world is told of: the inbox
 * before its answer, a merge before its messages, the claim of a delivery before it is sent. These wait, and take along all
 * that was committed before them.
 */
public final class LazyCommit {

    /**
     * A column of the statement that does the work, so that it costs no round trip of its own: a row that is read or written
     * makes the transaction a lazy one, and without a row there is nothing to commit.
     */
    public static final String COLUMN = "set_config('synchronous_commit', 'off', true)";

    private LazyCommit() {}
}
