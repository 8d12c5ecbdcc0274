package io.creatorflow.tiktokshop.ingress;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** Answers requests that never reach the application, such as broken ones, with a status and no page. */
public final class EmptyErrorReport extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        response.setErrorReported();
    }
}
