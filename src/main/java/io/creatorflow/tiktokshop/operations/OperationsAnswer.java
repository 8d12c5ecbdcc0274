package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.durable.DatabaseTrouble;
import java.sql.SQLException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Turns what a route has found, or why it failed, into the answer of the API; nothing of the request comes back with it. */
@Component("operationsAnswer")
public class OperationsAnswer {

    /** The media type of RFC 9457. */
    static final String PROBLEM = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(OperationsAnswer.class);
    private static final String CANCELED = "57014";

    private final ObjectMapper json;

    OperationsAnswer(ObjectMapper json) {
        this.json = json;
    }

    /** Answers 200 with the body as JSON. */
    public void json(@Body Object body, Exchange exchange) {
        put(exchange, 200, "application/json", body);
    }

    /** Answers with the cause and the mend. */
    public void problem(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause, Exchange exchange) {
        Problem problem = told(cause);
        put(exchange, problem.status(), PROBLEM, problem);
    }

    /** What to tell about why a call failed. */
    static Problem told(Exception cause) {
        OperationRefused refused = DatabaseTrouble.find(OperationRefused.class, cause);
        if (refused != null) {
            return refused.problem();
        }
        SQLException database = DatabaseTrouble.find(SQLException.class, cause);
        if (database != null && CANCELED.equals(database.getSQLState())) {
            return Problem.of(
                    "too-much",
                    503,
                    "The database did not find it within the time that a question gets.",
                    "Ask for less: a shorter time by from and to, a shop, a receiver.");
        }
        LOG.warn("A call of the operations API failed: {}", cause.toString());
        return DatabaseTrouble.is(cause)
                ? Problem.of("no-database", 503, "The database cannot be reached.", "Ask again when it is back.")
                : Problem.of("failed", 500, "The call failed by a fault of the integration.", "See its log.");
    }

    private void put(Exchange exchange, int status, String type, Object body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setHeader("Cache-Control", "no-store");
        try {
            message.setBody(json.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
