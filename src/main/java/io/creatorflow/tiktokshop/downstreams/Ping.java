package io.creatorflow.tiktokshop.downstreams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Asks a receiver whether it is there and knows our signature. It tells nothing: a receiver answers 2xx and does nothing. It is in no
 * queue and in no ledger.
 *
 * @param receiver who is asked
 * @param id of its own each time
 * @param body the CloudEvent
 */
public record Ping(String receiver, String id, byte[] body) implements ToSign {

    /** The short type. */
    static final String TYPE = "ping.v1";

    /** Number and time make its id its own. */
    static Ping of(String receiver, UUID number, Instant now) {
        Message message = new Message(
                TYPE,
                Message.NO_SHOP,
                "ping",
                number.toString(),
                1,
                now,
                JsonNodeFactory.instance.objectNode().put("receiver", receiver));
        return new Ping(receiver, message.id(), CloudEvents.bytes(message, null));
    }

    @Override
    public String contentType() {
        return CloudEvents.CONTENT_TYPE;
    }

    /** It hangs on no claim. */
    @Override
    public boolean outlasts(Duration call) {
        return true;
    }
}
