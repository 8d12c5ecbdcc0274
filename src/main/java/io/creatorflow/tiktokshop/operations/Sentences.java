package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.ErrorCodes;
import org.jspecify.annotations.Nullable;

/**
 * Why something waits or was refused, and what to do, for people.
 *
 * @param why one sentence; null when there is nothing to say
 * @param mend what to do about it
 */
record Sentences(@Nullable String why, @Nullable String mend) {

    private static final Sentences NOTHING = new Sentences(null, null);
    private static final String API = OperationsGate.FOLDER;

    void addTo(ObjectNode item) {
        item.put("why", why);
        item.put("mend", mend);
    }

    /** Of a receiver that is paused or held. */
    static Sentences ofReceiver(JsonNode r) {
        String receiver = text(r, "receiver");
        return switch (text(r, "state")) {
            case "paused" ->
                new Sentences(
                        receiver + " is paused by " + text(r, "pausedBy") + " since " + text(r, "pausedAt")
                                + reason(text(r, "pauseReason")) + ".",
                        "Resume it: POST " + API + "/downstreams/" + receiver + "/resume");
            case "held" ->
                new Sentences(
                        receiver + " is held, as its endpoint failed " + text(r, "failures") + " times in a row"
                                + reason(text(r, "reason")) + ".",
                        "Mend the endpoint. One message at a time asks whether it is back, the next at "
                                + text(r, "probeAt") + "; a good answer lets the others follow by themselves.");
            default -> NOTHING;
        };
    }

    /** Of a message that waits for a receiver: its key beside the receiver's state. */
    static Sentences ofWaiting(JsonNode d) {
        if (!text(d, "state").equals("open")) {
            return ofReceiver(d);
        }
        if (d.path("claimed").asBoolean()) {
            return new Sentences("It is being sent.", "Nothing: it has an outcome within seconds.");
        }
        if (d.path("attempts").asInt() > 0) {
            return new Sentences(
                    "It failed " + text(d, "attempts") + " times" + reason(text(d, "failure")) + ".",
                    "Mend the receiver. The next attempt is made at " + text(d, "dueAt")
                            + "; after the last one it is parked.");
        }
        return d.path("batched").asBoolean()
                ? new Sentences(
                        "It is part of a batch that is sent again as a whole.", "Nothing: it goes with its batch.")
                : new Sentences("It waits for its turn.", "Nothing: it goes out after what waits longer.");
    }

    /** Of a parked message. */
    static Sentences ofParked(JsonNode p) {
        return new Sentences(
                text(p, "receiver") + " did not take it" + reason(text(p, "reason")) + ", at " + text(p, "parkedAt")
                        + ".",
                "Mend what was refused, then unpark it: POST " + API + "/parked/messages/" + text(p, "receiver") + "/"
                        + text(p, "position") + "/unpark. A newer message of its type replaces it by itself.");
    }

    /** Of a parked hint. */
    static Sentences ofParkedHint(JsonNode p) {
        int code = p.path("refusedCode").asInt();
        return new Sentences(
                (code == 0 ? "It could not be read or merged" + reason(text(p, "reason")) : refused(code, "")) + ", at "
                        + text(p, "parkedAt") + ".",
                (code == 0 ? "Mend the cause." : ErrorCodes.mend(code)) + " Then have it read again: POST " + API
                        + "/parked/hints/" + text(p, "kind") + "/" + text(p, "shop") + "/" + text(p, "entity")
                        + "/unpark. A new event does so by itself.");
    }

    /** Of an entity that a backfill asks for by its id. */
    static Sentences ofItem(JsonNode i) {
        return switch (text(i, "result")) {
            case "waiting" -> ofHint(i);
            case "not-found", "refused", "parked" ->
                text(i, "parkedAt").isEmpty()
                        ? new Sentences("It was parked, and was asked for again since.", "Nothing.")
                        : ofParkedHint(i);
            default -> NOTHING;
        };
    }

    /** Of a parked event. */
    static Sentences ofParkedEvent(JsonNode p) {
        return new Sentences(
                "It could not be routed" + reason(text(p, "reason")) + ", at " + text(p, "parkedAt") + ".",
                "Mend the router, then have it routed again: POST " + API + "/parked/events/" + text(p, "day") + "/"
                        + text(p, "sha256") + "/unpark");
    }

    /** Of a shop that cannot be read. */
    static Sentences ofShop(JsonNode s) {
        String state = text(s, "state");
        if (state.equals("connected")) {
            return NOTHING;
        }
        return new Sentences(
                state.equals("expiring")
                        ? "Its authorization ends at " + text(s, "authorizationEndsAt") + "."
                        : "It cannot be read" + reason(text(s, "reason")) + ".",
                "Have the seller authorize the app again by the authorization link.");
    }

    /** Of a hint that waits, beside the state of its seller. */
    static Sentences ofHint(JsonNode h) {
        if (h.path("claimed").asBoolean()) {
            return new Sentences("It is being read.", "Nothing: it is merged within seconds.");
        }
        if (!text(h, "sellerState").isEmpty() && !text(h, "sellerState").equals("connected")) {
            return new Sentences(
                    "Its shop cannot be read" + reason(text(h, "sellerReason")) + ".",
                    "Have the seller authorize the app again; it is read then.");
        }
        int code = h.path("refusedCode").asInt();
        if (code != 0) {
            return new Sentences(
                    refused(code, text(h, "requestId")) + ".",
                    ErrorCodes.mend(code) + " The next look is at " + text(h, "dueAt") + ".");
        }
        String looks = h.path("looks").asInt() > 0
                ? "TikTok's answer was older than the event, " + text(h, "looks") + " times."
                : h.path("failures").asInt() > 0
                        ? "Reading or merging it failed " + text(h, "failures") + " times."
                        : "It is to be read.";
        return new Sentences(looks, "Nothing: the next look is at " + text(h, "dueAt") + ".");
    }

    private static String refused(int code, String requestId) {
        return "TikTok Shop refused to read it with code " + code + ": " + ErrorCodes.meaning(code)
                + reason(requestId.isEmpty() ? "" : "request_id " + requestId);
    }

    private static String reason(String reason) {
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).isNull() ? "" : node.path(name).asText();
    }
}
