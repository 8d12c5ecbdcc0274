package io.creatorflow.tiktokshop.sandbox.webhooks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One webhook on its way to one address: what it says, and each attempt. */
public final class Delivery {

    /** How far it is. */
    public enum State {
        /** To be sent, or sent again. */
        WAITING,
        /** Answered well. */
        DELIVERED,
        /** Never sent: a fault. */
        LOST,
        /** All attempts failed. */
        GIVEN_UP
    }

    /**
     * One try.
     *
     * @param sentAt real milliseconds since 1970
     * @param tookMillis until the answer or the failure
     * @param status HTTP status, 0 for no answer
     * @param failure why there was no answer, empty if there was
     */
    public record Attempt(long sentAt, long tookMillis, int status, String failure) {}

    private final long number;
    private final Notice notice;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private byte @Nullable [] body;
    private String authorization;
    private State state = State.WAITING;

    Delivery(long number, Notice notice, byte[] body, String authorization) {
        this.number = number;
        this.notice = notice;
        this.body = body;
        this.authorization = authorization;
    }

    /** Counts up over all deliveries. */
    public long number() {
        return number;
    }

    /** What it is about. */
    public Notice notice() {
        return notice;
    }

    /** How far it is. */
    public synchronized State state() {
        return state;
    }

    /** Its attempts so far. */
    public synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    synchronized byte[] body() {
        return body == null ? new byte[0] : body;
    }

    synchronized String authorization() {
        return authorization;
    }

    synchronized void replace(byte[] newBody, String newAuthorization) {
        body = newBody;
        authorization = newAuthorization;
    }

    synchronized int attempted(Attempt attempt) {
        attempts.add(attempt);
        return attempts.size();
    }

    synchronized void end(State end) {
        state = end;
        body = null;
    }
}
