package io.creatorflow.tiktokshop.api;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.authorization.ConnectedShop;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ShopCalls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@IntegrationTest
class ClockSkewTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ClockSkew skew =
            new ClockSkew(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC), meters);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate camel;

    @Autowired
    private ClockSkew ours;

    @Autowired
    private MeterRegistry measured;

    @Test
    void aClockThatIsAheadOrBehindIsMeasured() {
        skew.read("Sun, 01 Mar 2026 11:58:30 GMT");
        assertThat(meters.get("api.clock.skew").gauge().value()).isEqualTo(90);

        skew.read("Sun, 01 Mar 2026 12:02:00 GMT");
        assertThat(skew.latest()).isEqualTo(Duration.ofMinutes(-2));
    }

    @Test
    void theSecondAnswerOfASecondTeachesNothing() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
        InstantSource clock = now::get;
        ClockSkew exact = new ClockSkew(clock.withZone(ZoneOffset.UTC), new SimpleMeterRegistry());
        exact.read("Sun, 01 Mar 2026 12:00:00 GMT");
        now.set(Instant.parse("2026-03-01T12:00:00.900Z"));
        exact.read("Sun, 01 Mar 2026 12:00:00 GMT");
        assertThat(exact.latest()).isEqualTo(Duration.ZERO);

        now.set(Instant.parse("2026-03-01T12:00:01.100Z"));
        exact.read("Sun, 01 Mar 2026 12:00:01 GMT");
        assertThat(exact.latest()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whatIsNoDateTeachesNothing() {
        skew.read("Sun, 01 Mar 2026 11:58:30 GMT");
        skew.read(null);
        skew.read("yesterday");
        assertThat(skew.latest()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void theAnswersOfCallsAreReadAndTheirDateStaysInside() {
        ours.read("Sun, 01 Mar 2020 12:00:00 GMT");
        ConnectedShop shop = ConnectedShop.make(context);
        shop.answers(ok("{}"));

        var exchange = ShopCalls.call(camel, "get-shop-webhooks", ApiRequest.forShop(shop.id(), Map.of()))
                .exchange();

        assertThat(measured.get("api.clock.skew").gauge().value()).isBetween(-5.0, 5.0);
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Date");
    }
}
