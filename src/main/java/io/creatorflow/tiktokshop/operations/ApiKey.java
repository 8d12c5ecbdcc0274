package io.creatorflow.tiktokshop.operations;

import io.creatorflow.tiktokshop.durable.SqlTime;
import java.security.MessageDigest;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is stored.
 *
 * @param name whose it is
 * @param sha256 of its secret; {@code oldSha256} of the one before the last rotation, good until {@code oldUntil}
 * @param scopes what it may do
 * @param shops the only ones that it may see and touch; null for all
 */
record ApiKey(
        String id,
        String name,
        byte[] sha256,
        byte @Nullable [] oldSha256,
        @Nullable Instant oldUntil,
        Set<String> scopes,
        @Nullable Set<String> shops,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    static ApiKey of(ResultSet row) throws SQLException {
        Array shops = row.getArray("shops");
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                row.getBytes("secret_sha256"),
                row.getBytes("old_sha256"),
                SqlTime.instant(row.getTimestamp("old_until")),
                Set.of((String[]) row.getArray("scopes").getArray()),
                shops == null ? null : Set.of((String[]) shops.getArray()),
                SqlTime.instant(row.getTimestamp("expires_at")),
                SqlTime.instant(row.getTimestamp("last_used_at")),
                SqlTime.instant(row.getTimestamp("revoked_at")));
    }

    /** Whether the text is this key, in the same time for each that is not. */
    boolean is(KeyText text, Instant now) {
        byte[] given = text.sha256();
        boolean current = MessageDigest.isEqual(sha256, given);
        boolean old = MessageDigest.isEqual(oldSha256, given) && isBefore(now, oldUntil);
        return current | old;
    }

    boolean hasExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean may(Scope scope) {
        return scopes.contains(scope.word()) || scopes.contains(Scope.ADMIN.word());
    }

    private static boolean isBefore(Instant now, @Nullable Instant end) {
        return end != null && now.isBefore(end);
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }
}
