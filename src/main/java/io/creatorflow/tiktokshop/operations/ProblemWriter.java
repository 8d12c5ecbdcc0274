package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Answers a call that comes to no route. */
@Component
class ProblemWriter {

    private final ObjectMapper json;

    ProblemWriter(ObjectMapper json) {
        this.json = json;
    }

    void write(HttpServletResponse answer, Problem problem) throws IOException {
        answer.setStatus(problem.status());
        if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            answer.setHeader("WWW-Authenticate", "Bearer realm=\"operations\"");
        }
        answer.setContentType(OperationsAnswer.PROBLEM);
        answer.setHeader("Cache-Control", "no-store");
        answer.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
