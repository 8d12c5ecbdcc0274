package io.creatorflow.tiktokshop.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads an answer: by its {@code code} first, by its HTTP status only where it carries no code. */
@Component("apiAnswers")
public class AnswerReader {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);

    private static final Set<String> OURS = Set.of(
            "x-tts-access-token",
            BoundedHttpClient.REMAINING_MILLIS,
            BoundedHttpClient.EXCHANGE_NANOS,
            "content-type",
            "retry-after",
            "date");

    private final ObjectMapper json;
    private final Clock clock;
    private final ApiMetrics metrics;
    private final RenewedTokens renewed;
    private final ClockSkew skew;
    private final AppSecrets app;

    AnswerReader(
            ObjectMapper json, Clock clock, ApiMetrics metrics, RenewedTokens renewed, ClockSkew skew, AppSecrets app) {
        this.json = json;
        this.clock = clock;
        this.metrics = metrics;
        this.renewed = renewed;
        this.skew = skew;
        this.app = app;
    }

    /**
     * Reads the answer to a call for a shop or a seller. A token that is called invalid and has been renewed meanwhile has only
     * expired.
     *
     * @param headers loses everything the call brought in, so that nothing of it reaches another call
     * @throws TikTokShopException when the code is not 0
     */
    public ApiResponse read(
            @ExchangeProperty("apiCall") ApiCall call,
            @ExchangeProperty("apiAccess") Access access,
            @Body @Nullable InputStream body,
            @Headers Map<String, Object> headers) {
        try {
            return answer(call, List.of(access.token()), body, headers);
        } catch (TokenExpired e) {
            call.refuseToken(access.generation());
            throw e;
        } catch (NotAuthorized e) {
            if (e.endsAuthorization() && renewed.sinceOrSoon(access)) {
                call.refuseToken(access.generation());
                throw new TokenExpired(String.valueOf(e.getMessage()), e.code(), e.requestId());
            }
            throw e;
        }
    }

    /**
     * Reads the answer of the token host.
     *
     * @param access what is being refreshed; null where a code is exchanged
     * @param headers as above
     * @throws TokenBusy when the refresh token is refused because somebody else has used it, and stored what it gave
     * @throws TikTokShopException when the code is not 0
     */
    public ApiResponse readToken(
            @ExchangeProperty("tokenCall") ApiCall call,
            @ExchangeProperty("apiAccess") @Nullable Access access,
            @Body @Nullable InputStream body,
            @Headers Map<String, Object> headers) {
        try {
            return answer(call, tokens(call.request().query()), body, headers);
        } catch (NotAuthorized e) {
            if (access != null && e.endsAuthorization() && renewed.since(access)) {
                throw new TokenBusy(access.sellerOpenId());
            }
            throw e;
        }
    }

    /** @param secrets what, beside the app's own, no message of TikTok's may bring back into a log or an error */
    private ApiResponse answer(
            ApiCall call, List<String> secrets, @Nullable InputStream body, Map<String, Object> headers) {
        int status = (Integer) headers.getOrDefault(Exchange.HTTP_RESPONSE_CODE, 0);
        Object retryAfter = headers.get("Retry-After");
        skew.read(headers.get("Date"));
        Object exchangeNanos = headers.get(BoundedHttpClient.EXCHANGE_NANOS);
        headers.keySet().removeIf(AnswerReader::belongsToTheCall);
        JsonNode envelope = parse(body);
        if (!isAnswer(envelope, call.operation())) {
            hide(secrets, envelope);
            hide(app.accepted().stream().map(AppCredentials::secret).toList(), envelope);
            TikTokShopException refusal = Refusal.of(call, status, envelope, RetryAfter.read(retryAfter, clock));
            metrics.ended(call, refusal);
            throw refusal;
        }
        ApiResponse response = new ApiResponse(data(envelope), requestId(envelope), call.attemptBegan());
        metrics.ended(call, null);
        metrics.overhead(call, exchangeNanos);
        log(call, response);
        return response;
    }

    private static List<String> tokens(Map<String, String> query) {
        return List.of(query.getOrDefault("refresh_token", ""), query.getOrDefault("auth_code", ""));
    }

    private static void hide(List<String> secrets, JsonNode envelope) {
        if (envelope instanceof ObjectNode refusal) {
            String said = refusal.path("message").asText("");
            for (String secret : secrets) {
                said = secret.isBlank() ? said : said.replace(secret, "{secret}");
            }
            refusal.put("message", said);
        }
    }

    /** Whether an envelope answers what was asked, be it that there is no such thing. */
    private static boolean isAnswer(JsonNode envelope, Operation operation) {
        JsonNode code = envelope.path("code");
        return code.isIntegralNumber()
                && code.canConvertToInt()
                && (code.asInt() == 0 || operation.noneSuch().contains(code.asInt()));
    }

    private JsonNode parse(@Nullable InputStream body) {
        if (body == null) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode data(JsonNode envelope) {
        JsonNode data = envelope.path("data");
        return data.isObject() ? data : JsonNodeFactory.instance.objectNode();
    }

    private static void log(ApiCall call, ApiResponse response) {
        if (response.data().path("errors").size() > 0) {
            LOG.info(
                    "{}: {} items refused, request_id {}",
                    call,
                    response.data().path("errors").size(),
                    response.requestId());
        }
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}: {} ms, request_id {}", call, call.elapsed().toMillis(), response.requestId());
        }
    }

    static String requestId(JsonNode envelope) {
        return envelope.path("request_id").asText("");
    }

    private static boolean belongsToTheCall(String header) {
        return header.startsWith("CamelHttp") || OURS.contains(header.toLowerCase(Locale.ROOT));
    }
}
