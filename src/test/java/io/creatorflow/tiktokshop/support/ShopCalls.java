package io.creatorflow.tiktokshop.support;

import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.api.TikTokShopException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Calls TikTok Shop the way a route does: through the Kamelet. */
public final class ShopCalls {

    /**
     * How a call ended.
     *
     * @param exchange as the caller gets it back
     * @param took from call to end
     */
    public record Ended(Exchange exchange, Duration took) {

        /** The answer of a call that went well. */
        public ApiResponse answer() {
            if (exchange.getException() != null) {
                throw new AssertionError("the call failed", exchange.getException());
            }
            return exchange.getMessage().getBody(ApiResponse.class);
        }

        /** The failure of one that did not. */
        public TikTokShopException failure() {
            return (TikTokShopException) exchange.getException();
        }
    }

    private ShopCalls() {}

    /** Makes one call, with a header of the caller's own that must neither be sent nor lost. */
    public static Ended call(ProducerTemplate camel, String operation, ApiRequest request) {
        return call(camel, operation, request, Map.of("mine", "kept", "Cookie", "never-sent"));
    }

    /** Makes one call from an exchange that has these headers. */
    public static Ended call(
            ProducerTemplate camel, String operation, ApiRequest request, Map<String, Object> headers) {
        Endpoint kamelet = kamelet(camel, operation);
        long begun = System.nanoTime();
        Exchange exchange = camel.request(kamelet, asking -> {
            asking.getIn().setBody(request);
            asking.getIn().setHeaders(new HashMap<>(headers));
        });
        return new Ended(exchange, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** One at a time: threads that ask for a new endpoint together would each build it. */
    private static synchronized Endpoint kamelet(ProducerTemplate camel, String operation) {
        return camel.getCamelContext()
                .getEndpoint("kamelet:tiktok-shop-api-action/test-" + operation + "?operation=" + operation);
    }
}
