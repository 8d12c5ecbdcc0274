package io.creatorflow.tiktokshop.issues;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.downstreams.Message;
import io.creatorflow.tiktokshop.durable.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cause that somebody has to mend.
 *
 * @param kind what sort of cause
 * @param shop TikTok's id of the shop; {@link Message#NO_SHOP} where it is not of one shop
 * @param subject what it is about, as its kind says; may be empty
 * @param code of TikTok; 0 where it told none
 * @param detail what TikTok said about it; may be empty
 * @param state open, acknowledged or resolved
 * @param times how often it was met
 * @param occurrence 1, and one more each time that it came again after it was resolved
 * @param changedBy who acknowledged or resolved it; null where it happened by itself
 * @param note what they noted
 */
public record Issue(
        long id,
        String kind,
        String shop,
        String subject,
        int code,
        String detail,
        String state,
        long times,
        int occurrence,
        @Nullable Instant firstSeenAt,
        @Nullable Instant lastSeenAt,
        Instant changedAt,
        @Nullable String changedBy,
        @Nullable String note) {

    /** Reads a row of the table {@code issue}. */
    public static Issue of(ResultSet row) throws SQLException {
        return new Issue(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("shop_id"),
                row.getString("subject"),
                row.getInt("code"),
                row.getString("detail"),
                row.getString("state"),
                row.getLong("times"),
                row.getInt("occurrence"),
                SqlTime.instant(row.getTimestamp("first_seen_at")),
                SqlTime.instant(row.getTimestamp("last_seen_at")),
                row.getTimestamp("changed_at").toInstant(),
                row.getString("changed_by"),
                row.getString("note"));
    }

    /** As messages tell it; what there is nothing to say about is left out. */
    public ObjectNode json() {
        Optional<IssueKind> sort = IssueKind.of(kind);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("issueId", Long.toString(id)).put("kind", kind).put("state", state);
        put(json, "shopId", shop.equals(Message.NO_SHOP) ? "" : shop);
        put(json, "subject", subject);
        put(json, "code", code == 0 ? "" : Integer.toString(code));
        json.put(
                "why",
                sort.map(known -> known.why(this)).orElse("A cause that this version does not know: " + kind + "."));
        json.put("mend", sort.map(known -> known.mend(this)).orElse("Ask a newer version for it."));
        json.put("times", times).put("occurrence", occurrence);
        put(json, "firstSeenAt", text(firstSeenAt));
        put(json, "lastSeenAt", text(lastSeenAt));
        json.put("updatedAt", changedAt.toString());
        put(json, "changedBy", changedBy);
        return json;
    }

    /** As the operations API shows it: with what a person has noted, which is told to nobody else, as it may name a buyer. */
    public ObjectNode shown() {
        ObjectNode json = json();
        put(json, "note", note);
        return json;
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.put(name, value);
        }
    }
}
