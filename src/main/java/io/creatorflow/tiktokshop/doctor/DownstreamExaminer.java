package io.creatorflow.tiktokshop.doctor;

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
    static String mend(Exception failure, Ping ping, @Nullable Integer status) {
        String knob = "DOWNSTREAM_" + ping.receiver().toUpperCase(Locale.ROOT).replace('-', '_');
        if (status == null) {
            return "there was no answer (" + failure.getClass().getSimpleName() + "): check " + knob
                    + "_URL, the network, and whether it runs.";
        } else if (status == 401 || status == 403) {
            return "it answered with status " + status + ": make " + knob
                    + "_SECRET what it verifies with, and compare its clock.";
        }
        return "it answered with status " + status + ": check " + knob + "_URL, and what it logged.";
    }

    static String name(Ping ping) {
        return "downstream " + ping.receiver();
    }
}
