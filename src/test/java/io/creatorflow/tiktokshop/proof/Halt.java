package io.creatorflow.tiktokshop.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Moments to be killed at, brought about from outside: a table is locked, or an answer is held back, until the work stands
 * still at the wanted place. What a killed process had asked the database for is ended too, before the lock goes.
 */
enum Halt {
    /** Wherever it is. */
    AT_RANDOM,
    /** Webhooks are received, and not yet committed. */
    BEFORE_COMMIT_OF_INBOX("inbox"),
    /** Just after a webhook was acknowledged. */
    AFTER_ACKNOWLEDGEMENT,
    /** Webhooks are being turned into hints. */
    BEFORE_COMMIT_OF_ROUTING("hint"),
    /** Hints are claimed and TikTok Shop has not answered yet. */
    AFTER_CLAIM_OF_HINTS,
    /** Orders are read, and merging them is not yet committed. */
    BEFORE_COMMIT_OF_MERGE("entity"),
    /** Deliveries are sent; some receivers have not answered yet, others are not ready to take anything. */
    BETWEEN_SEND_AND_ANSWER,
    /** The receivers have it, and settling that is not yet committed. */
    BEFORE_COMMIT_OF_SETTLEMENT("delivery_done");

    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final String table;

    Halt() {
        this("");
    }

    Halt(String table) {
        this.table = table;
    }

    /** Brings the moment about, then does the deed, then lets everything go on. */
    void reach(World world, Runnable deed) {
        if (!table.isEmpty()) {
            whileLocked(world, table, deed);
            return;
        }
        switch (this) {
            case AFTER_ACKNOWLEDGEMENT -> {
                int before = world.sender.acknowledged().size();
                until(() -> world.sender.acknowledged().size() > before);
                deed.run();
            }
            case AFTER_CLAIM_OF_HINTS -> {
                world.tiktok.apiFaults(
                        "{\"operations\":[\"get-order-detail\"],\"slowPercent\":100,\"slowMillis\":2000}");
                until(() -> world.count("select count(*) from hint where owner is not null") > 0);
                deed.run();
                world.tiktok.apiFaults("");
            }
            case BETWEEN_SEND_AND_ANSWER -> {
                world.witness.behave(request ->
                        request.key().hashCode() % 2 == 0 ? Reaction.takeThenHold(2000) : Reaction.refuse(503));
                until(() -> world.witness.held() > 0
                        && world.witness.attempts().stream()
                                        .filter(attempt -> !attempt.taken())
                                        .count()
                                >= 10);
                deed.run();
                world.witness.behaveWell();
            }
            default -> deed.run();
        }
    }

    /**
     * Kills the replica and starts another one, again and again while a query counts something.
     *
     * @param tables in turn: the replica waits to write into it; a while from then where one is empty
     * @param most kills
     * @return how many there were
     */
    static int again(World world, String running, List<String> tables, int most) {
        int kills = 0;
        while (kills < most && world.count(running) > 0) {
            kill(world, tables.get(kills % tables.size()));
            kills++;
            world.replicas(1);
        }
        return kills;
    }

    private static void kill(World world, String table) {
        Runnable kill = world.replicas().get(0)::kill;
        if (table.isEmpty()) {
            LockSupport.parkNanos(700_000_000);
            kill.run();
        } else {
            whileLocked(world, table, kill);
        }
    }

    /** Does the deed while somebody waits to write into a table, and takes what waited along. */
    static void whileLocked(World world, String table, Runnable deed) {
        try (Connection connection = world.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table " + table + " in share row exclusive mode");
            until(() -> world.count("select count(*) from pg_locks where not granted") > 0);
            LockSupport.parkNanos(200_000_000);
            deed.run();
            connection.createStatement().execute("select pg_terminate_backend(pid) from pg_locks where not granted");
            connection.rollback();
        } catch (SQLException e) {
            Figures.progress("the lock of %s went with the database", table);
        }
    }

    private static void until(BooleanSupplier moment) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!moment.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
    }
}
