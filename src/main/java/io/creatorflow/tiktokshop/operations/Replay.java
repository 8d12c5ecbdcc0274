package io.creatorflow.tiktokshop.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which messages to send a receiver once more.
 *
 * @param current whether the newest state of their entities is sent instead of the messages themselves
 * @param types of messages; null for all
 * @param kind shop and entity: what they are about; null for all
 * @param from when they were stored, at the earliest; {@code to} is the first moment after
 * @param day and position: how far it has come
 */
record Replay(
        long id,
        String receiver,
        boolean current,
        String @Nullable [] types,
        @Nullable String kind,
        @Nullable String shop,
        @Nullable String entity,
        Instant from,
        Instant to,
        LocalDate day,
        long position) {

    static Replay of(ResultSet row) throws SQLException {
        var types = row.getArray("types");
        return new Replay(
                row.getLong("id"),
                row.getString("receiver"),
                row.getBoolean("current"),
                types == null ? null : (String[]) types.getArray(),
                row.getString("kind"),
                row.getString("shop_id"),
                row.getString("entity_id"),
                row.getTimestamp("from_time").toInstant(),
                row.getTimestamp("to_time").toInstant(),
                row.getObject("day", LocalDate.class),
                row.getLong("position"));
    }

    /** The same, further on. */
    Replay at(LocalDate reached, long place) {
        return new Replay(id, receiver, current, types, kind, shop, entity, from, to, reached, place);
    }

    /** Whether it is about one entity only. */
    boolean isOfOneEntity() {
        return kind != null && shop != null && entity != null;
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("receiver", receiver);
        parameters.put("current", current);
        parameters.put("types", types);
        parameters.put("kind", kind);
        parameters.put("shop", shop);
        parameters.put("entity", entity);
        parameters.put("from", Timestamp.from(from));
        parameters.put("to", Timestamp.from(to));
        parameters.put("day", day);
        parameters.put("last", to.atZone(ZoneOffset.UTC).toLocalDate());
        parameters.put("position", position);
        return parameters;
    }
}
