package io.creatorflow.tiktokshop.durable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets a transaction return before it is on disk. PostgreSQL writes commits in their order, so a database that dies loses the
 * latest ones together, never one from the middle: what was lost is done again. That is right for steps that repeat
 * themselves (a claim of hints, routing, a settlement), and wrong for whatever the outside world is told of: the inbox
 * before its answer, a merge before its messages, the claim of a delivery before it is sent. These wait, and take along all
 * that was committed before them.
 */
public final class LazyCommit {

    private static final String RELAX = "set local synchronous_commit = off";

    private LazyCommit() {}

    /** For the transaction that is under way. */
    public static void in(JdbcClient database) {
        database.sql(RELAX).update();
    }
}
