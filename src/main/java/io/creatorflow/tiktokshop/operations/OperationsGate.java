package io.creatorflow.tiktokshop.operations;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;

/**
 * The door of the API: nothing below its folder is answered without a key, whether a route is there or not. What it lets
 * in carries the name of the key and no header of the caller's but the type and length of a small JSON body.
 */
final class OperationsGate implements Filter {

    /** Below which all paths are guarded. */
    static final String FOLDER = "/api/v1/operations";

    /** The attribute of a request that holds whose key it came with. */
    static final String KEY = ApiKey.class.getName();

    private static final String BEARER = "Bearer ";
    private static final int LARGEST_BODY = 16 * 1024;

    /** As many ids as a backfill takes at once, each as long as one may be. */
    private static final int LARGEST_LIST = BackfillAsked.MOST_IDS * 36;

    private final Callers callers;
    private final ProblemWriter problems;

    OperationsGate(Callers callers, ProblemWriter problems) {
        this.callers = callers;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest call = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        ApiKey key;
        try {
            key = callers.caller(key(call));
            refuse(call);
        } catch (RuntimeException e) {
            problems.write(answer, OperationsAnswer.told(e));
            return;
        }
        call.setAttribute(KEY, key);
        chain.doFilter(new OperatorRequest(call, key.name()), new OperatorResponse(answer));
    }

    private static Optional<String> key(HttpServletRequest call) {
        Enumeration<String> values = call.getHeaders("Authorization");
        String first = values.hasMoreElements() ? values.nextElement() : "";
        boolean bearer = !values.hasMoreElements() && first.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? Optional.of(first.substring(BEARER.length()).strip()) : Optional.empty();
    }

    /** The parameters come last: to read them would read a form's body. */
    private static void refuse(HttpServletRequest call) {
        int most = call.getRequestURI().equals(FOLDER + "/backfills") ? LARGEST_LIST : LARGEST_BODY;
        if (call.getContentLengthLong() > most || call.getHeader("Transfer-Encoding") != null) {
            throw refused(
                    413,
                    "too-large",
                    "The body is too large, or its length is not told.",
                    "Send at most " + most / 1024 + " KB.");
        }
        String type = call.getContentType();
        if (type == null ? call.getContentLengthLong() > 0 : !isJson(type)) {
            throw refused(415, "no-json", "The body is no JSON.", "Send Content-Type: application/json.");
        }
        if (call.getParameterMap().keySet().stream().anyMatch(OperatorRequest.OPERATOR::equalsIgnoreCase)) {
            throw OperationRefused.bad("A parameter is named operator.", "Leave it out: the key says who asks.");
        }
    }

    private static OperationRefused refused(int status, String name, String detail, String mend) {
        return OperationRefused.by(Problem.of(name, status, detail, mend));
    }

    private static boolean isJson(String type) {
        return type.toLowerCase(Locale.ROOT).split(";")[0].strip().equals("application/json");
    }
}
