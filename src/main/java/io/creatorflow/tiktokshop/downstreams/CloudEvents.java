package io.creatorflow.tiktokshop.downstreams;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as CloudEvents 1.0 in structured JSON: the bytes that are signed and sent, the same on every attempt.
 * {@code sequence}, {@code partitionkey} and {@code traceparent} are the documented extensions of CloudEvents.
 */
public final class CloudEvents {

    /** The media type of what {@link #bytes} returns. */
    public static final String CONTENT_TYPE = JsonFormat.CONTENT_TYPE;

    /** The media type of a JSON array of such messages. */
    public static final String BATCH_CONTENT_TYPE = "application/cloudevents-batch+json";

    private static final JsonFormat FORMAT = new JsonFormat();
    private static final JsonFactory ATTRIBUTES = new JsonFactory();

    private CloudEvents() {}

    /**
     * Writes a message.
     *
     * @param message what to tell
     * @param traceparent W3C trace context of what caused it, or null if that was not traced
     * @return a JSON object in UTF-8, with our entity under {@code data}
     */
    public static byte[] bytes(Message message, @Nullable String traceparent) {
        return bytes(message, message.data().toString(), traceparent);
    }

    /**
     * Writes a message whose data is written already, since several messages about one revision may say the same.
     *
     * @param data the message's data as JSON text
     */
    static byte[] bytes(Message message, String data, @Nullable String traceparent) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(message.id())
                .withSource(URI.create("/tiktok-shop/shops/" + message.shopId()))
                .withType(message.wholeType())
                .withSubject(message.entityId())
                .withTime(message.time().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withDataSchema(dataSchema(message.type()))
                .withExtension("sequence", message.sequence())
                .withExtension("partitionkey", message.partitionKey())
                .withData(BytesCloudEventData.wrap(data.getBytes(StandardCharsets.UTF_8)));
        if (traceparent != null) {
            event.withExtension("traceparent", traceparent);
        }
        return FORMAT.serialize(event.build());
    }

    /**
     * When what a message tells has happened, as TikTok says; null when the message does not tell. Reads only the
     * attributes, which stand before the data.
     *
     * @param bytes as {@link #bytes} wrote them
     */
    static @Nullable Instant time(byte[] bytes) {
        try (JsonParser json = ATTRIBUTES.createParser(bytes)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String attribute = json.currentName();
                json.nextToken();
                if (attribute.equals("time")) {
                    return OffsetDateTime.parse(json.getText()).toInstant();
                }
                json.skipChildren();
            }
            return null;
        } catch (IOException | DateTimeParseException e) {
            return null;
        }
    }

    /** The name of the schema of a type: the file {@code routes/schemas/<type>.schema.json} describes it. */
    static URI dataSchema(String type) {
        return URI.create("urn:creatorflow:tiktok-shop:schema:" + type);
    }
}
