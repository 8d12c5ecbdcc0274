package io.creatorflow.tiktokshop.operations;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Stands behind every mapping of the web server, and goes by the path as it is mapped: one of the public list is open, one of the API
 * is checked at its door, and any other is closed, whoever has mapped it.
 */
final class DefaultDeny implements HandlerInterceptor {

    private final Set<String> open;
    private final Doors doors;
    private final RefusedCalls refused;
    private final ProblemWriter problems;

    DefaultDeny(Set<String> open, Doors doors, RefusedCalls refused, ProblemWriter problems) {
        this.open = open;
        this.doors = doors;
        this.refused = refused;
        this.problems = problems;
    }

    @Override
    public boolean preHandle(HttpServletRequest call, HttpServletResponse answer, Object handler) throws IOException {
        Object pattern = call.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (call.getDispatcherType() == DispatcherType.ERROR || pattern != null && open.contains(pattern.toString())) {
            return true;
        }
        if (pattern == null || !(call.getAttribute(OperationsGate.KEY) instanceof ApiKey key)) {
            answer.sendError(HttpServletResponse.SC_NOT_FOUND);
            return false;
        }
        Door door = doors.of(call.getMethod(), pattern.toString());
        try {
            door.check(key, call);
            return true;
        } catch (OperationRefused e) {
            refused.tell(key.name(), door.name(), e.problem());
            problems.write(answer, e.problem());
            return false;
        }
    }
}
