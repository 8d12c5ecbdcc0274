package io.creatorflow.tiktokshop.operations;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Locale;
import java.util.Set;

/** An answer to somebody with a key: nothing of the request comes back in its headers. */
final class OperatorResponse extends HttpServletResponseWrapper {

    private static final Set<String> PASSED =
            Set.of("content-type", "content-length", "cache-control", "allow", "vary", "accept");

    OperatorResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setHeader(String name, String value) {
        if (PASSED.contains(name.toLowerCase(Locale.ROOT))) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (PASSED.contains(name.toLowerCase(Locale.ROOT))) {
            super.addHeader(name, value);
        }
    }
}
