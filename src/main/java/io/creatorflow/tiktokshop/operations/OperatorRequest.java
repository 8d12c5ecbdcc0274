package io.creatorflow.tiktokshop.operations;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of somebody with a key, as the routes see it. */
final class OperatorRequest extends HttpServletRequestWrapper {

    /** The header that tells whose key it is. */
    static final String OPERATOR = "operator";

    private static final Set<String> PASSED = Set.of("content-type", "content-length");

    private final String operator;

    OperatorRequest(HttpServletRequest request, String operator) {
        super(request);
        this.operator = operator;
    }

    @Override
    public @Nullable String getHeader(String name) {
        if (name.equalsIgnoreCase(OPERATOR)) {
            return operator;
        }
        return PASSED.contains(name.toLowerCase(Locale.ROOT)) ? super.getHeader(name) : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = getHeader(name);
        return Collections.enumeration(value == null ? List.of() : List.of(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(List.of(OPERATOR, "Content-Type", "Content-Length"));
    }
}
