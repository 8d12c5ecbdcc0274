package io.creatorflow.tiktokshop.api;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.apache.camel.component.http.HttpMethods;
import org.springframework.stereotype.Component;

/** Writes one attempt of a call: path, parameters, token, signature. */
@Component("apiRequests")
public class RequestWriter {

    private final AppSecrets secrets;
    private final Clock clock;

    RequestWriter(AppSecrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Signs the attempt and writes its headers.
     *
     * @param headers gets method, path, query, token and time left
     * @return the bytes to send, exactly those that were signed
     * @throws PlatformUnavailable when the deadline has passed
     */
    public byte[] sign(
            @ExchangeProperty("apiCall") ApiCall call,
            @ExchangeProperty("apiAccess") Access access,
            @Headers Map<String, Object> headers) {
        Instant now = clock.instant();
        TreeMap<String, String> query = new TreeMap<>(call.request().query());
        AppCredentials app = secrets.current();
        query.put("app_key", app.key());
        query.put("timestamp", Long.toString(now.getEpochSecond()));
        if (!access.cipher().isEmpty()) {
            query.put("shop_cipher", access.cipher());
        }
        String path = call.operation().pathWith(call.request().path());
        String text = RequestSignature.text(path, query);
        query.put("sign", new RequestSignature(app.secret()).of(text, call.body()));
        write(call, path, query, headers);
        headers.put("x-tts-access-token", access.token());
        call.attempt(now, text);
        return call.body();
    }

    /**
     * Writes an attempt for the token host, which wants the app's secret instead of a signature.
     *
     * @param headers gets method, path, query and time left
     * @return no bytes
     */
    public byte[] identify(@ExchangeProperty("tokenCall") ApiCall call, @Headers Map<String, Object> headers) {
        TreeMap<String, String> query = new TreeMap<>(call.request().query());
        AppCredentials app = secrets.current();
        query.put("app_key", app.key());
        query.put("app_secret", app.secret());
        write(call, call.operation().path(), query, headers);
        call.attempt(clock.instant(), "");
        return call.body();
    }

    private static void write(ApiCall call, String path, Map<String, String> query, Map<String, Object> headers) {
        long millis = call.remaining().toMillis();
        if (millis <= 0) {
            throw new PlatformUnavailable(call + ": the deadline passed before the call could be sent", 0, "", null);
        }
        headers.put(Exchange.HTTP_METHOD, HttpMethods.valueOf(call.operation().method()));
        headers.put(Exchange.HTTP_PATH, path);
        headers.put(Exchange.HTTP_RAW_QUERY, QueryString.of(query));
        headers.put(Exchange.CONTENT_TYPE, "application/json");
        headers.put(BoundedHttpClient.REMAINING_MILLIS, millis);
    }
}
