package io.creatorflow.tiktokshop.doctor;

import io.creatorflow.tiktokshop.downstreams.EndpointUnavailable;
import io.creatorflow.tiktokshop.downstreams.MessageRefused;
import io.creatorflow.tiktokshop.downstreams.Ping;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges what a downstream answered to a ping. */
@Component("downstreamExaminer")
public class DownstreamExaminer {

    /**
     * It answered well, if it was asked at all.
     *
     * @param status null when the route has no step for it
     */
    public void answered(
            @ExchangeProperty("delivery") Ping ping,
            @ExchangeProperty("examination") Examination examination,
            @Header(Exchange.HTTP_RESPONSE_CODE) @Nullable Integer status) {
        examination.judge(
                status != null,
                name(ping),
                "ping",
                "takes what we sign, answered with status " + status,
                "it was not asked: give it a step in routes/doctor/ping-downstream.camel.yaml.");
    }

    /** What to do about one that did not. */
    static String mend(Exception failure, Ping ping) {
        String knob = "DOWNSTREAM_" + ping.receiver().toUpperCase(Locale.ROOT).replace('-', '_');
        if (failure instanceof MessageRefused refused && (refused.status() == 401 || refused.status() == 403)) {
            return "it " + failure.getMessage() + ": make " + knob
                    + "_SECRET what it verifies with, and compare its clock.";
        } else if (failure instanceof MessageRefused || failure instanceof EndpointUnavailable) {
            return "it " + failure.getMessage() + ": check " + knob + "_URL, and what it logged.";
        }
        return "there was no answer (" + failure.getClass().getSimpleName() + "): check " + knob
                + "_URL, the network, and whether it runs.";
    }

    static String name(Ping ping) {
        return "downstream " + ping.receiver();
    }
}
