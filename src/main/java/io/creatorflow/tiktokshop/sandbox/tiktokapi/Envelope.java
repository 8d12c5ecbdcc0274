package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.http.Answer;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** {@code {"code":…,"data":{…},"message":…,"request_id":…}} around every answer. */
final class Envelope {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final AtomicLong requests = new AtomicLong();

    /** Opens an answer with code 0; the members of data follow. */
    JsonText begin(int capacity) {
        return new JsonText(capacity).object().field("code", 0).object("data");
    }

    Answer end(JsonText text, String message) {
        text.endObject().field("message", message).field("request_id", requestId());
        return Answer.json(200, text.endObject().bytes());
    }

    Answer error(int status, int code, String message) {
        JsonText text = new JsonText(200).object().field("code", code);
        if (code == 36009004) {
            text.raw("data", "null");
        }
        text.field("message", message).field("request_id", requestId());
        return Answer.json(status, text.endObject().bytes());
    }

    private String requestId() {
        String tail =
                Long.toHexString(0x1_0000_0000L + requests.incrementAndGet()).toUpperCase(Locale.ROOT);
        return DAY_AND_TIME.format(Instant.now()) + "0000A1B2C" + tail;
    }
}
