package io.creatorflow.tiktokshop.entities;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How our copy of an entity compares with what TikTok Shop tells of it.
 *
 * @param updateTime that TikTok Shop tells
 * @param found null when both are equal
 * @param altered whether our copy is not what was once merged: its content and its hash, or its times, disagree
 */
public record Compared(
        String entityId,
        @Nullable Instant updateTime,
        @Nullable Found found,
        boolean altered) {

    /** What is wrong with a copy; the words stand in the database. */
    public enum Found {
        MISSING,
        STALE,
        DIFFERING,
        VANISHED;

        /** As it is stored. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
