package io.creatorflow.tiktokshop.api;

import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Processor;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides after each failed attempt whether there is another, and names the failure that the caller sees. */
@Component("apiErrors")
public class ApiErrors implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private final RetryRule rule;
    private final Pace pace;
    private final ApiMetrics metrics;

    ApiErrors(ApiSettings settings, Pace pace, ApiMetrics metrics) {
        this.rule = new RetryRule(settings.firstRetryDelay(), settings.largestRetryDelay());
        this.pace = pace;
        this.metrics = metrics;
    }

    /** Runs as {@code onExceptionOccurred}: sets the property {@code apiRetry} and how long to wait. */
    @Override
    public void process(Exchange exchange) {
        ApiCall call = exchange.getProperty("apiCall", ApiCall.class);
        Exception failure = exchange.getException();
        if (!(failure instanceof TikTokShopException)) {
            metrics.ended(call, failure);
        }
        if (failure instanceof RateLimited refusal) {
            pace.refused(call, refusal);
        }
        Duration delay = rule.delay(call, failure, 1000L / Math.max(1, pace.of(call)));
        exchange.setProperty("apiRetry", delay != null);
        if (delay != null) {
            exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, delay.toMillis());
            LOG.debug("{}: again in {} ms after {}", call, delay.toMillis(), failure.toString());
        }
    }

    /** The failure as the caller sees it; logged here, once. */
    public TikTokShopException name(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure, @ExchangeProperty("apiCall") ApiCall call) {
        TikTokShopException named = named(failure, call);
        LOG.info("{} ({} ms)", named.getMessage(), call.elapsed().toMillis());
        return named;
    }

    /** Throws the failure of the call that has just ended, if there was one, so that the caller's own policy judges it. */
    public void raise(Exchange exchange) {
        exchange.getMessage().removeHeaders("CamelRedeliver*");
        Object failure = exchange.removeProperty("apiFailure");
        if (failure instanceof TikTokShopException named) {
            throw named;
        }
    }

    private static TikTokShopException named(Exception failure, ApiCall call) {
        if (failure instanceof TokenBusy) {
            return new PlatformUnavailable(call + ": " + failure.getMessage(), 0, "", failure);
        }
        if (failure instanceof TikTokShopException already) {
            return already;
        }
        if (failure instanceof ThrottlerRejectedExecutionException) {
            return new RateLimited(call + ": our own pace left no room", Duration.ofSeconds(1));
        }
        if (failure instanceof BoundedHttpClient.AnswerTooLarge) {
            return new RequestRefused(call + ": " + failure.getMessage(), 0, "");
        }
        String why = failure instanceof IOException ? "no answer: " : "failed: ";
        return new PlatformUnavailable(call + ": " + why + failure.getMessage(), 0, "", failure);
    }
}
