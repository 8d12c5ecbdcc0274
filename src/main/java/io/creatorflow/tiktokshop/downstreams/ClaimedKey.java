package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as a claim left it.
 *
 * @param batch the batch that its messages are part of, or null
 * @param leads whether it says when the batch is due
 * @param bulk whether live ones go before it
 * @param followers the keys of the batch that it leads, when they are not claimed yet
 */
record ClaimedKey(
        long entityKey,
        String shopId,
        long epoch,
        int attempts,
        @Nullable UUID batch,
        boolean leads,
        boolean bulk,
        Long[] followers) {

    static ClaimedKey of(ResultSet row) throws SQLException {
        Array followers = row.getArray("followers");
        return new ClaimedKey(
                row.getLong("entity_key"),
                row.getString("shop_id"),
                row.getLong("epoch"),
                row.getInt("attempts"),
                row.getObject("batch", UUID.class),
                row.getBoolean("leads"),
                row.getBoolean("bulk"),
                followers == null ? new Long[0] : (Long[]) followers.getArray());
    }

    /**
     * What goes out about it.
     *
     * @param attempts that failed so far
     * @param row one that was fetched
     */
    Delivery delivery(String receiver, int attempts, ResultSet row, Lease lease, boolean probe) throws SQLException {
        byte[] body = row.getBytes("body");
        return new Delivery(
                receiver,
                shopId,
                entityKey,
                epoch,
                attempts,
                row.getLong("revision"),
                row.getLong("message_position"),
                row.getDate("message_day"),
                row.getString("type"),
                row.getString("id"),
                body,
                row.getTimestamp("created_at").toInstant(),
                CloudEvents.time(body),
                lease,
                probe,
                batch,
                leads,
                bulk);
    }
}
