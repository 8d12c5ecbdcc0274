package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.UUID;

/**
 * Messages for one receiver in one request, in the batched content mode of CloudEvents. Id and members stay the same until
 * the receiver took it, or refused it and gets them one by one.
 *
 * @param batch number of the batch
 * @param members at least two, in the order in which they were stored
 */
record DeliveryBatch(UUID batch, List<Delivery> members) implements Posting {

    @Override
    public String receiver() {
        return members.get(0).receiver();
    }

    /** Without a dot, since Standard Webhooks joins what it signs by dots. */
    @Override
    public String id() {
        return "batch_" + batch;
    }

    @Override
    public String contentType() {
        return CloudEvents.BATCH_CONTENT_TYPE;
    }

    @Override
    public byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Delivery member : members) {
            body.write(body.size() == 0 ? '[' : ',');
            body.writeBytes(member.body());
        }
        body.write(']');
        return body.toByteArray();
    }

    @Override
    public Lease lease() {
        return members.get(0).lease();
    }
}
