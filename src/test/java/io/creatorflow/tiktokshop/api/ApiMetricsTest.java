package io.creatorflow.tiktokshop.api;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.hang;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.authorization.ConnectedShop;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ShopCalls;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@IntegrationTest
class ApiMetricsTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate camel;

    @Autowired
    private MeterRegistry meters;

    @Test
    void eachAttemptIsCountedByItsOutcome() {
        double limited = count("rate-limited");
        double granted = count("ok");
        double refused = count("request-refused");
        double unanswered = count("no-answer");

        call(error(429, 36009002, "Too many requests.", "Retry-After", "1"), ok("{\"orders\":[]}"));
        call(error(400, 11001002, "Invalid parameter."));
        call(hang());

        assertThat(count("rate-limited")).isGreaterThan(limited);
        assertThat(count("ok")).isGreaterThan(granted);
        assertThat(count("request-refused")).isGreaterThan(refused);
        assertThat(count("no-answer")).isGreaterThan(unanswered);
    }

    @Test
    void ourOwnPartOfACallIsMeasuredWithoutTheExchange() {
        call(ok("{}"));
        double total = overhead();
        call((request, exchange) -> {
            LockSupport.parkNanos(400_000_000);
            ok("{}").to(request, exchange);
        });
        assertThat(overhead() - total).isBetween(0.0, 300.0);
        double answered = overhead();
        call(error(429, 36009002, "Too many requests.", "Retry-After", "1"), ok("{}"));
        assertThat(overhead()).as("a repeated call is left out").isEqualTo(answered);
    }

    private double overhead() {
        return meters.get("api.overhead").timer().totalTime(TimeUnit.MILLISECONDS);
    }

    private double count(String outcome) {
        var timer = meters.find("api.attempts")
                .tags("operation", "search-orders", "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private void call(Answer... answers) {
        ConnectedShop shop = ConnectedShop.make(context);
        shop.answers(answers);
        ShopCalls.call(camel, "search-orders", ApiRequest.forShop(shop.id(), Map.of("page_size", "10")));
    }
}
