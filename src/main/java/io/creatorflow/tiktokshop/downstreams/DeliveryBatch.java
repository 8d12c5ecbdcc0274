package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Messages for one receiver in one request, in the batched content mode of CloudEvents. Id and members stay the same until
 * the receiver took it, or refused it and gets them one by one.
 *
 * @param batch number of the batch
 * @param members at least two, in the order in which they were stored
 */
record DeliveryBatch(UUID batch, List<Delivery> members) implements Posting {

    /** What senders get in hand, each: what goes out of a key, one by one, or of a batch, together. */
    static List<List<? extends Posting>> inHands(List<Delivery> deliveries) {
        Map<Object, List<Delivery>> together = new LinkedHashMap<>();
        for (Delivery delivery : deliveries) {
            Object of = delivery.batch() == null ? delivery.entityKey() : delivery.batch();
            together.computeIfAbsent(of, none -> new ArrayList<>()).add(delivery);
        }
        return together.values().stream().map(DeliveryBatch::inOneHand).toList();
    }

    private static List<? extends Posting> inOneHand(List<Delivery> deliveries) {
        UUID batch = deliveries.get(0).batch();
        return batch == null || deliveries.size() == 1 ? deliveries : List.of(new DeliveryBatch(batch, deliveries));
    }

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
