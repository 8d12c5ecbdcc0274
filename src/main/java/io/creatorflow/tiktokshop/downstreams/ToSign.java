package io.creatorflow.tiktokshop.downstreams;

import java.time.Duration;

/** A request to a receiver before it is signed. */
public sealed interface ToSign permits Posting, Ping {

    /** Who receives it. */
    String receiver();

    /** The {@code webhook-id}, stable across attempts. */
    String id();

    /** The media type of {@link #body}. */
    String contentType();

    /** The bytes to send, the same on every attempt. */
    byte[] body();

    /** Whether a call of this length, started now, ends while it may still be made. */
    boolean outlasts(Duration call);
}
