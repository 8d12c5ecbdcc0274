package io.creatorflow.tiktokshop.downstreams;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** What a message says, for a downstream's route that leaves some out. */
@Component("deliveryContent")
public class DeliveryContent {

    private final ObjectMapper json;

    DeliveryContent(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Whether the message that is about to be sent has a value.
     *
     * @param pointer a JSON pointer (RFC 6901) into the CloudEvent, such as {@code /data/status}
     * @param value as text; empty for none
     */
    public boolean says(String pointer, String value, @ExchangeProperty("delivery") Posting delivery) {
        try {
            return json.readTree(delivery.body()).at(pointer).asText().equals(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
