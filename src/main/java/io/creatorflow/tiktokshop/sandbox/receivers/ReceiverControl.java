package io.creatorflow.tiktokshop.sandbox.receivers;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the receivers got, and makes them misbehave. */
@RestController
@RequestMapping(path = "/receivers", produces = "application/json")
public final class ReceiverControl {

    private final Receivers receivers;

    /**
     * Control over receivers.
     *
     * @param receivers which
     */
    public ReceiverControl(Receivers receivers) {
        this.receivers = receivers;
    }

    /** Summaries of all, by name. */
    @GetMapping
    public byte[] all() {
        JsonText json = new JsonText(1000).object();
        receivers
                .names()
                .forEach(name -> summary(json.object(name), receiver(name).memory()));
        return json.endObject().bytes();
    }

    /** One summary. */
    @GetMapping("/{name}")
    public byte[] one(@PathVariable String name) {
        JsonText json = new JsonText(400).object();
        summary(json, receiver(name).memory());
        return json.bytes();
    }

    /** Messages taken after a number, oldest first. */
    @GetMapping("/{name}/messages")
    public byte[] messages(
            @PathVariable String name,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "10000") int limit) {
        JsonText json = new JsonText(4096).object().list("messages");
        for (Message message : receiver(name).memory().messages(after, limit)) {
            message(json.object(), message).endObject();
        }
        return json.endList().endObject().bytes();
    }

    /** The latest message per subject, with its data. */
    @GetMapping("/{name}/state")
    public byte[] state(@PathVariable String name, @RequestParam(defaultValue = "true") boolean data) {
        JsonText json = new JsonText(65_536).object().list("states");
        for (Memory.State state : receiver(name).memory().states()) {
            message(json.object(), state.message());
            if (data) {
                json.raw("event", new String(state.event(), StandardCharsets.UTF_8));
            }
            json.endObject();
        }
        return json.endList().endObject().bytes();
    }

    /** Forgets everything, and misbehaves no more. */
    @DeleteMapping("/{name}")
    public Map<String, String> forget(@PathVariable String name) {
        receiver(name).reset();
        return Map.of("receiver", name);
    }

    /** Misbehaves from now on. */
    @PutMapping("/{name}/fault")
    public ReceiverFault misbehave(@PathVariable String name, @RequestBody ReceiverFault fault) {
        receiver(name).fault(fault);
        return fault;
    }

    /** Behaves again. */
    @DeleteMapping("/{name}/fault")
    public ReceiverFault behave(@PathVariable String name) {
        receiver(name).fault(ReceiverFault.NONE);
        return ReceiverFault.NONE;
    }

    private Receiver receiver(String name) {
        Receiver receiver = receivers.find(name);
        if (receiver == null) {
            throw new IllegalArgumentException(
                    "There is no receiver " + name + ": name one of " + receivers.names() + ".");
        }
        return receiver;
    }

    private static void summary(JsonText json, Memory memory) {
        memory.totals().forEach(json::field);
        counts(json.object("rejected"), memory.rejected());
        counts(json.object("faults"), memory.faults());
        counts(json.object("byType"), memory.byType());
        json.endObject();
    }

    private static void counts(JsonText json, Map<String, Long> counts) {
        counts.forEach(json::field);
        json.endObject();
    }

    private static JsonText message(JsonText json, Message message) {
        json.field("number", message.number()).field("id", message.id());
        json.field("webhookId", message.webhookId()).field("type", message.type());
        json.field("source", message.source()).field("subject", message.subject());
        json.field("sequence", message.sequence()).field("time", message.time()).field("status", message.status());
        return json.field(
                "receivedAt", Instant.ofEpochMilli(message.receivedAt()).toString());
    }
}
