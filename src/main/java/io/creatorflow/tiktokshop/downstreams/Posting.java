package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import java.util.List;

/** What one request to a receiver carries: a message, or several as a batch of CloudEvents. */
public sealed interface Posting permits Delivery, DeliveryBatch {

    /** Who receives it. */
    String receiver();

    /** The {@code webhook-id}, stable across attempts. */
    String id();

    /** The media type of {@link #body}. */
    String contentType();

    /** The bytes to send, the same on every attempt. */
    byte[] body();

    /** What its claim hangs on. */
    Lease lease();

    /** The deliveries that it makes, at least one. */
    List<Delivery> members();
}
