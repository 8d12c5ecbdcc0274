package io.creatorflow.tiktokshop.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Begins a call: finds its operation, writes its body once, starts its deadline. */
@Component("apiCalls")
public class ApiCalls {

    private static final byte[] NO_BODY = {};

    private final Operations operations;
    private final ApiSettings settings;
    private final AppSecrets secrets;
    private final ObjectMapper json;

    ApiCalls(Operations operations, ApiSettings settings, AppSecrets secrets, ObjectMapper json) {
        this.operations = operations;
        this.settings = settings;
        this.secrets = secrets;
        this.json = json;
    }

    /**
     * Begins the call that a route asked for.
     *
     * @param request what to ask
     * @param operation name of the operation
     * @throws IllegalArgumentException for an unknown operation
     */
    public ApiCall begin(@Body ApiRequest request, @ExchangeProperty("apiOperation") String operation) {
        Operation named = operations.named(operation);
        return new ApiCall(
                named,
                request,
                bytes(request),
                secrets.current().key(),
                named.tokenHost() ? settings.refreshDeadline() : settings.callDeadline());
    }

    /** Whether the call goes to the token host instead of the API's. */
    public boolean isForTokenHost(@ExchangeProperty("apiCall") ApiCall call) {
        return call.operation().tokenHost();
    }

    private byte[] bytes(ApiRequest request) {
        if (request.body() == null) {
            return NO_BODY;
        }
        try {
            return json.writeValueAsBytes(request.body());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a body that is no JSON", e);
        }
    }
}
