package io.creatorflow.tiktokshop.sandbox.receivers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads CloudEvents 1.0 in JSON, one or a batch, token by token, and insists on what a consumer needs. */
final class EventReader {

    /**
     * The attributes of one event.
     *
     * @param texts all attributes by name
     * @param status data.status, or data.state where there is no status, if that is a text
     * @param from first byte of the event
     * @param to end of the event
     */
    record Event(Map<String, String> texts, String status, int from, int to) {

        String text(String name) {
            return texts.getOrDefault(name, "");
        }

        long sequence() {
            return Long.parseLong(text("sequence"));
        }
    }

    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> REQUIRED = List.of("id", "source", "type", "subject", "sequence", "time");
    private static final Pattern SEQUENCE = Pattern.compile("0*[0-9]{1,18}");

    private EventReader() {}

    /**
     * Reads a body.
     *
     * @param batch whether it is an array of events
     * @return its events in their order, at least one
     * @throws EventRefused if anything in it is not as it must be
     */
    static List<Event> read(byte[] body, boolean batch) throws EventRefused {
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first != (batch ? JsonToken.START_ARRAY : JsonToken.START_OBJECT)) {
                throw batch ? notABatch() : notAnEvent();
            }
            List<Event> events = batch ? members(parser) : List.of(event(parser));
            if (parser.nextToken() != null) {
                throw batch ? notABatch() : notAnEvent();
            }
            return events;
        } catch (IOException e) {
            throw new EventRefused(400, "bad-json", "The body is not JSON.");
        }
    }

    private static List<Event> members(JsonParser parser) throws IOException, EventRefused {
        List<Event> events = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            if (next != JsonToken.START_OBJECT) {
                throw notABatch();
            }
            try {
                events.add(event(parser));
            } catch (EventRefused e) {
                String which = "Member " + (events.size() + 1) + " of the batch: ";
                throw new EventRefused(e.status(), e.reason(), which + e.getMessage());
            }
        }
        if (events.isEmpty()) {
            throw new EventRefused(400, "empty-batch", "The batch has no members.");
        }
        return events;
    }

    private static Event event(JsonParser parser) throws IOException, EventRefused {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        Map<String, String> texts = new TreeMap<>();
        String status = "";
        boolean data = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("data")) {
                data = true;
                status = status(parser, value);
            } else if (value.isStructStart()) {
                throw notAnEvent();
            } else {
                texts.put(name, parser.getText());
            }
        }
        check(texts, data);
        return new Event(texts, status, from, (int) parser.currentLocation().getByteOffset());
    }

    private static String status(JsonParser parser, JsonToken start) throws IOException {
        String status = "";
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return status;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
            if (text && (name.equals("status") || name.equals("state") && status.isEmpty())) {
                status = parser.getText();
            }
            parser.skipChildren();
        }
        return status;
    }

    private static void check(Map<String, String> texts, boolean data) throws EventRefused {
        if (!"1.0".equals(texts.get("specversion"))) {
            throw new EventRefused(400, "bad-event", "specversion is not 1.0.");
        }
        for (String name : REQUIRED) {
            if (texts.getOrDefault(name, "").isEmpty()) {
                throw new EventRefused(400, "missing-" + name, "The event has no " + name + ".");
            }
        }
        if (!data) {
            throw new EventRefused(400, "missing-data", "The event has no data.");
        }
        if (!SEQUENCE.matcher(texts.getOrDefault("sequence", "")).matches()) {
            throw new EventRefused(400, "bad-sequence", "sequence is not a whole number.");
        }
    }

    private static EventRefused notAnEvent() {
        return new EventRefused(400, "bad-event", "The body is not a CloudEvent in structured JSON.");
    }

    private static EventRefused notABatch() {
        return new EventRefused(400, "bad-batch", "The body is not a JSON array of CloudEvents.");
    }
}
