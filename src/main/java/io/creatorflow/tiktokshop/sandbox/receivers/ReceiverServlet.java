package io.creatorflow.tiktokshop.sandbox.receivers;

import io.creatorflow.tiktokshop.sandbox.http.Answer;
import io.creatorflow.tiktokshop.sandbox.http.Answering;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * POST /receivers/{name}: 204 for a message or a batch taken (also for one that came before), 400, 401 or 415 with the
 * reason for one that is not as it must be, 404 for no such receiver.
 */
public final class ReceiverServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final List<String> SIGNED = List.of("webhook-id", "webhook-timestamp", "webhook-signature");

    private final transient Receivers receivers;
    private final transient Answering answering;

    /**
     * The face of the receivers.
     *
     * @param receivers who takes messages
     * @param answering how answers go out
     */
    public ReceiverServlet(Receivers receivers, Answering answering) {
        this.receivers = receivers;
        this.answering = answering;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long receivedAt = System.currentTimeMillis();
        String path = request.getPathInfo();
        Receiver receiver = path == null ? null : receivers.find(path.substring(1));
        if (receiver == null) {
            answering.send(request, response, reason(404, "no-such-receiver", "There is no receiver here."), 0);
        } else if (!request.getMethod().equals("POST")) {
            answering.send(request, response, reason(405, "not-post", "Messages come by POST."), 0);
        } else {
            receive(receiver, request, response, receivedAt);
        }
    }

    private void receive(Receiver receiver, HttpServletRequest request, HttpServletResponse response, long receivedAt)
            throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        receiver.memory().requested();
        ReceiverFault fault = receiver.fault();
        if (!receiver.hit(fault, body)) {
            answering.send(request, response, take(receiver, request, body, receivedAt), 0);
            return;
        }
        boolean taken = fault.takeFirst() || (!fault.cut() && fault.status() == 0);
        Answer answer = taken ? take(receiver, request, body, receivedAt) : Answer.empty(503);
        receiver.memory().faulted(fault.cut() ? "cut" : fault.status() == 0 ? "late" : "status " + fault.status());
        if (fault.cut()) {
            answering.cut(request, fault.delayMillis());
        } else if (fault.status() == 0) {
            answering.send(request, response, answer, fault.delayMillis());
        } else {
            Answer failed = reason(fault.status(), "fault", "This receiver was told to answer so.")
                    .retryAfter(fault.retryAfterSeconds());
            answering.send(request, response, failed, fault.delayMillis());
        }
    }

    private static Answer take(Receiver receiver, HttpServletRequest request, byte[] body, long receivedAt) {
        String type = request.getContentType();
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : SIGNED) {
            String value = request.getHeader(name);
            if (value == null || value.isEmpty()) {
                receiver.memory().rejected("missing-" + name);
                return reason(401, "missing-" + name, "The header " + name + " is missing.");
            }
            headers.put(name, List.of(value));
        }
        try {
            receiver.take(type == null ? "" : type, headers, body, receivedAt);
            return Answer.empty(204);
        } catch (EventRefused refused) {
            receiver.memory().rejected(refused.reason());
            return reason(refused.status(), refused.reason(), String.valueOf(refused.getMessage()));
        }
    }

    private static Answer reason(int status, String reason, String sentence) {
        JsonText json = new JsonText(160).object().field("reason", reason).field("message", sentence);
        return Answer.json(status, json.endObject().bytes());
    }
}
