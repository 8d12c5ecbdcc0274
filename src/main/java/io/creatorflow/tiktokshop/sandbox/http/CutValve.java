package io.creatorflow.tiktokshop.sandbox.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Gives a servlet what the servlet API has not: a way to close the connection without an answer. */
public final class CutValve extends ValveBase {

    private static final String CUT = CutValve.class.getName();

    /** One valve for all connections. */
    public CutValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Runnable cut = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        request.setAttribute(CUT, cut);
        getNext().invoke(request, response);
    }

    static void cut(HttpServletRequest request) {
        if (request.getAttribute(CUT) instanceof Runnable cut) {
            cut.run();
        }
    }
}
