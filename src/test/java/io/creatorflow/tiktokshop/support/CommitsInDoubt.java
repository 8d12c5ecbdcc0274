package io.creatorflow.tiktokshop.support;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Commits of some rows that take longer than a client waits for them, and are done all the same: nobody hears of it. */
public final class CommitsInDoubt implements AutoCloseable {

    private static final String SLOW = """
            create function slow_disk() returns trigger language plpgsql as $$ begin perform pg_sleep(3); return null; end $$
            """;

    private final JdbcClient database;
    private final String table;

    private CommitsInDoubt(JdbcClient database, String table) {
        this.database = database;
        this.table = table;
    }

    /**
     * Until it is closed, commits are in doubt that change rows of a table.
     *
     * @param condition which rows, as {@code new}
     */
    public static CommitsInDoubt of(JdbcClient database, String table, String condition) {
        database.sql(SLOW).update();
        database.sql("create constraint trigger slow_disk after update on " + table
                        + " deferrable initially deferred for each row when (" + condition
                        + ") execute function slow_disk()")
                .update();
        return new CommitsInDoubt(database, table);
    }

    @Override
    public void close() {
        database.sql("drop trigger slow_disk on " + table).update();
        database.sql("drop function slow_disk()").update();
    }
}
