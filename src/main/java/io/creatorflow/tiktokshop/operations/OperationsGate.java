package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.jspecify.annotations.Nullable;

/**
 * The door of the API: nothing below its folder is answered without a key, whether a route is there or not. What it lets
 * in carries the name of the key's owner and no header of the caller's but the type and length of a small JSON body.
 */
final class OperationsGate implements Filter {

    /** Below which all paths are guarded. */
    static final String FOLDER = "/api/v1/operations";

    private static final String BEARER = "Bearer ";
    private static final int LARGEST_BODY = 16 * 1024;

    private final OperationsKeys keys;
    private final ObjectMapper json;

    OperationsGate(OperationsKeys keys, ObjectMapper json) {
        this.keys = keys;
        this.json = json;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest call = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        Optional<String> operator = key(call).flatMap(keys::operator);
        Problem refusal = operator.isEmpty() ? noKey() : refusal(call);
        if (refusal == null) {
            chain.doFilter(new OperatorRequest(call, operator.orElseThrow()), new OperatorResponse(answer));
        } else {
            refuse(answer, refusal);
        }
    }

    private static Optional<String> key(HttpServletRequest call) {
        Enumeration<String> values = call.getHeaders("Authorization");
        String first = values.hasMoreElements() ? values.nextElement() : "";
        boolean bearer = !values.hasMoreElements() && first.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? Optional.of(first.substring(BEARER.length()).strip()) : Optional.empty();
    }

    private Problem noKey() {
        return keys.isEmpty()
                ? Problem.of(
                        "no-keys",
                        403,
                        "The operations API is closed, as OPERATIONS_KEYS is not set.",
                        "Set OPERATIONS_KEYS to name:key with a key of at least 32 random characters, and start anew.")
                : Problem.of(
                        "no-key",
                        401,
                        "The call has no key, or one that is not among those of OPERATIONS_KEYS.",
                        "Send the header Authorization: Bearer and the key, without its name.");
    }

    /** The parameters come last: to read them would read a form's body. */
    private static @Nullable Problem refusal(HttpServletRequest call) {
        if (call.getContentLengthLong() > LARGEST_BODY || call.getHeader("Transfer-Encoding") != null) {
            return Problem.of(
                    "too-large", 413, "The body is too large, or its length is not told.", "Send at most 16 KB.");
        }
        String type = call.getContentType();
        if (type == null ? call.getContentLengthLong() > 0 : !isJson(type)) {
            return Problem.of("no-json", 415, "The body is no JSON.", "Send Content-Type: application/json.");
        }
        boolean named = call.getParameterMap().keySet().stream().anyMatch(OperatorRequest.OPERATOR::equalsIgnoreCase);
        return named
                ? Problem.of(
                        "bad-request", 400, "A parameter is named operator.", "Leave it out: the key says who asks.")
                : null;
    }

    private static boolean isJson(String type) {
        return type.toLowerCase(Locale.ROOT).split(";")[0].strip().equals("application/json");
    }

    private void refuse(HttpServletResponse answer, Problem problem) throws IOException {
        answer.setStatus(problem.status());
        if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            answer.setHeader("WWW-Authenticate", "Bearer realm=\"operations\"");
        }
        answer.setContentType(OperationsAnswer.PROBLEM);
        answer.setHeader("Cache-Control", "no-store");
        answer.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
