package io.creatorflow.tiktokshop.ingress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the envelope of a webhook says about itself (TikTok Shop Partner API, "TikTok Shop Webhooks overview"). Each part
 * is null where the body has none: some events carry no shop, one type carries no envelope at all.
 *
 * @param type number of the event type
 * @param shopId the shop; only letters, digits, dashes and underscores, at most 64
 * @param timestamp Unix seconds
 */
record Envelope(
        @Nullable Integer type,
        @Nullable String shopId,
        @Nullable Long timestamp) {

    static final Envelope NONE = new Envelope(null, null, null);

    private static final int DEPTH = 64;
    private static final Pattern SHOP_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();

    /**
     * Reads the envelope of a body, leniently: a body that is no JSON object, broken, or nested deeper than 64 has none.
     *
     * @param body the raw body
     */
    static Envelope of(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            Envelope envelope = members(json);
            return json.nextToken() == null ? envelope : NONE;
        } catch (IOException e) {
            return NONE;
        }
    }

    private static Envelope members(JsonParser json) throws IOException {
        Integer type = null;
        String shopId = null;
        Long timestamp = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "type" -> type = integer(json);
                case "shop_id" -> shopId = shop(json);
                case "timestamp" -> timestamp = number(json);
                default -> json.skipChildren();
            }
        }
        return new Envelope(type, shopId, timestamp);
    }

    private static @Nullable Integer integer(JsonParser json) throws IOException {
        Long number = number(json);
        return number == null || number < Integer.MIN_VALUE || number > Integer.MAX_VALUE ? null : number.intValue();
    }

    private static @Nullable Long number(JsonParser json) throws IOException {
        String text = scalar(json);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String shop(JsonParser json) throws IOException {
        String text = scalar(json);
        return text != null && SHOP_ID.matcher(text).matches() ? text : null;
    }

    /** Text of a string or whole number, digit by digit as it was sent. */
    private static @Nullable String scalar(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    /** Whether the body names its type; without one it is kept, but nobody can tell what it is about. */
    boolean isKnown() {
        return type != null;
    }
}
