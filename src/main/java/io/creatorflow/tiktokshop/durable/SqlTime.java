package io.creatorflow.tiktokshop.durable;

import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times that may be missing, to the database and back. */
public final class SqlTime {

    private SqlTime() {}

    /** As a parameter; null stays null. */
    public static @Nullable Timestamp of(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    /** From a column; null stays null. */
    public static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
