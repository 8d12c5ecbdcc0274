package io.creatorflow.tiktokshop.downstreams;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes messages as CloudEvents 1.0 in structured JSON, the bytes that are signed and sent on every attempt. */
public final class CloudEvents {

    /** The media type of what {@link #bytes} returns. */
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int USUAL_SIZE = 8192;

    private CloudEvents() {}

    /**
     * Writes a message.
     *
     * @param message what to tell
     * @param traceparent W3C trace context of what caused it, if traced
     * @return a JSON object in UTF-8: the attributes, then {@code data}
     */
    public static byte[] bytes(Message message, @Nullable String traceparent) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("specversion", "1.0");
            json.writeStringField("id", message.id());
            json.writeStringField("source", "/tiktok-shop/shops/" + message.shopId());
            json.writeStringField("type", message.wholeType());
            json.writeStringField("subject", message.entityId());
            json.writeStringField("time", message.time().toString());
            json.writeStringField("datacontenttype", "application/json");
            json.writeStringField("dataschema", dataSchema(message.type()));
            json.writeStringField("sequence", message.sequence());
            json.writeStringField("partitionkey", message.partitionKey());
            if (traceparent != null) {
                json.writeStringField("traceparent", traceparent);
            }
            json.writeFieldName("data");
            MAPPER.writeTree(json, message.data());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A message cannot be written", e);
        }
        return out.toByteArray();
    }

    /** The name of the schema of a type, which is also the {@code $id} of its file in routes/schemas. */
    static String dataSchema(String type) {
        return "urn:creatorflow:tiktok-shop:schema:" + type;
    }
}
