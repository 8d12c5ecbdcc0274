package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;

/** Hands {@link Arrival} of each webhook from Tomcat to the {@link WebhookGate}. */
final class ArrivalValve extends ValveBase {

    ArrivalValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getRequestURI().startsWith(WebhookGate.FOLDER)) {
            org.apache.coyote.Request connection = request.getCoyoteRequest();
            new Arrival(
                            connection.getStartTimeNanos(),
                            () -> connection.action(ActionCode.ACK, ContinueResponseTiming.ALWAYS),
                            () -> leaveRest(connection))
                    .attachTo(request);
        }
        getNext().invoke(request, response);
    }

    /** For Tomcat this is an error, which it would report by the application's error page; the answer is there already. */
    static void leaveRest(org.apache.coyote.Request connection) {
        connection.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        connection.getResponse().setErrorReported();
    }
}
