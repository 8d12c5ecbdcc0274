package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import java.sql.Date;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message claimed for one receiver. Whoever holds it holds the key (receiver and entity), so nothing else about the
 * entity is on its way to that receiver.
 *
 * @param shopId TikTok's id of the shop
 * @param entityKey the row of the entity
 * @param epoch number of the claim
 * @param attempts that failed so far
 * @param revision of the entity that it tells
 * @param position and {@code day}: where the message lies
 * @param type short name such as {@code order.updated.v1}
 * @param id stable across attempts
 * @param body the bytes to send
 * @param acceptedAt when the message was stored
 * @param changedAt when what it tells has happened, as TikTok says; null when it does not tell
 * @param lease what the claim hangs on
 * @param probe whether it asks an endpoint that failed before whether it is back
 * @param batch the batch that its key belongs to, or null
 * @param leads whether its key says when the batch is due; true outside batches
 * @param bulk whether live messages go before it
 */
public record Delivery(
        String receiver,
        String shopId,
        long entityKey,
        long epoch,
        int attempts,
        long revision,
        long position,
        Date day,
        String type,
        String id,
        byte[] body,
        Instant acceptedAt,
        @Nullable Instant changedAt,
        Lease lease,
        boolean probe,
        @Nullable UUID batch,
        boolean leads,
        boolean bulk)
        implements Posting {

    @Override
    public String contentType() {
        return CloudEvents.CONTENT_TYPE;
    }

    @Override
    public List<Delivery> members() {
        return List.of(this);
    }
}
