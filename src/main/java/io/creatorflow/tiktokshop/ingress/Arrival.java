package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.ServletRequest;

/**
 * What only the server knows of a request.
 *
 * @param beganNanos when its first byte came, on the clock of System.nanoTime
 * @param goOn tells a sender that asked first (Expect: 100-continue) to send the body
 * @param leaveRest tells the server not to wait for the unread rest of the request before it closes the connection
 */
record Arrival(long beganNanos, Runnable goOn, Runnable leaveRest) {

    private static final String ATTRIBUTE = Arrival.class.getName();

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static Arrival of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Arrival arrival
                ? arrival
                : new Arrival(System.nanoTime(), () -> {}, () -> {});
    }
}
