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
     * One value of the message that is about to be sent.
     *
     * @param pointer a JSON pointer (RFC 6901) into the CloudEvent, such as {@code /data/status}
     * @return as text; empty when there is none
     */
    public String text(String pointer, @ExchangeProperty("delivery") Posting delivery) {
        try {
            return json.readTree(delivery.body()).at(pointer).asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
