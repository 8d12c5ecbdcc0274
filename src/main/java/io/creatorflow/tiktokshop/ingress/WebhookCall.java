package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request that may be a webhook, and the one answer it gets: a status, an empty body, fixed headers. */
final class WebhookCall {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Answers answers;
    private final Arrival arrival;
    private final AtomicBoolean answered = new AtomicBoolean();

    WebhookCall(HttpServletRequest request, HttpServletResponse response, Answers answers) {
        this.request = request;
        this.response = response;
        this.answers = answers;
        this.arrival = Arrival.of(request);
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    Arrival arrival() {
        return arrival;
    }

    /** How many bytes of body were announced; 0 when there is none, -1 when it comes in chunks. */
    long announced() {
        long length = request.getContentLengthLong();
        return length < 0 && request.getHeader("Transfer-Encoding") == null ? 0 : length;
    }

    /** The Authorization header, null unless there is exactly one. */
    @Nullable
    String authorization() {
        Enumeration<String> values = request.getHeaders("Authorization");
        String first = values.hasMoreElements() ? values.nextElement() : null;
        return values.hasMoreElements() ? null : first;
    }

    /** Answers, unless that has been done. */
    void answer(int status) {
        if (answered.compareAndSet(false, true)) {
            answers.put(response, status, arrival);
        }
    }

    /** Answers, unless that has been done, and ends the connection: part of the request is still unread. */
    void answerLast(int status) {
        if (answered.compareAndSet(false, true)) {
            response.setHeader("Connection", "close");
            answers.put(response, status, arrival);
        }
    }
}
