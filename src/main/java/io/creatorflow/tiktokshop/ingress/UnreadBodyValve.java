package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets no body that nobody reads keep a thread or fill the memory: Tomcat alone reads up to 2 MB of what is left, and waits
 * 5 s for each byte. Outside the folders that take bodies, a request with one finds nothing, by its head; within that of the
 * operations API, what a refusal left unread is not waited for. Webhooks have a gate of their own.
 */
final class UnreadBodyValve extends ValveBase {

    /** The folder of the operations API, whose gate bounds bodies. */
    static final String OPERATIONS = "/api/v1/operations/";

    UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        boolean body = connection.getContentLengthLong() > 0 || connection.getHeader("Transfer-Encoding") != null;
        if (!body || request.getRequestURI().startsWith(WebhookGate.FOLDER)) {
            getNext().invoke(request, response);
            return;
        }
        if (request.getRequestURI().startsWith(OPERATIONS)) {
            getNext().invoke(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        if (!request.isAsync() && !isRead(connection)) {
            ArrivalValve.leaveRest(connection);
        }
    }

    private static boolean isRead(org.apache.coyote.Request connection) {
        AtomicBoolean read = new AtomicBoolean();
        connection.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }
}
