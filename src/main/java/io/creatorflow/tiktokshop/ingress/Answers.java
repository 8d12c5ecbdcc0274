package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.http.HttpServletResponse;

/** The only answers a webhook gets: a status, an empty body, fixed headers. Each is measured, refusals are logged. */
final class Answers {

    private final IngressMetrics metrics;
    private final RefusalLog log;

    Answers(IngressMetrics metrics, RefusalLog log) {
        this.metrics = metrics;
        this.log = log;
    }

    /** Puts an answer into a response that is not sent yet. */
    void put(HttpServletResponse response, int status, Arrival arrival) {
        metrics.answered(status, System.nanoTime() - arrival.beganNanos());
        if (status != HttpServletResponse.SC_OK) {
            log.refused(status);
        }
        response.setStatus(status);
        response.setContentLength(0);
        if (status == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", "POST");
        }
    }
}
