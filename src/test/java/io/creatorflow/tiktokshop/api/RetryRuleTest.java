package io.creatorflow.tiktokshop.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.api.Operation.ActsFor;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.junit.jupiter.api.Test;

class RetryRuleTest {

    private static final TokenExpired EXPIRED = new TokenExpired("", 105002, "");
    private static final PlatformUnavailable OUTAGE = new PlatformUnavailable("", 0, "", null);

    private final RetryRule rule = new RetryRule(Duration.ofMillis(200), Duration.ofSeconds(2));

    @Test
    void anOutageIsRetriedWithDoublingDelaysAtMostFourTimes() {
        ApiCall call = call(true, Duration.ofSeconds(60));
        for (long floor : new long[] {200, 400, 800, 1600}) {
            assertThat(rule.delay(call, OUTAGE, 0))
                    .isBetween(Duration.ofMillis(floor), Duration.ofMillis(floor * 3 / 2));
        }
        assertThat(rule.delay(call, OUTAGE, 0)).isNull();
    }

    @Test
    void anOutageOfACallThatMustNotBeRepeatedIsNotRetried() {
        assertThat(rule.delay(call(false, Duration.ofSeconds(60)), OUTAGE, 0)).isNull();
        assertThat(rule.delay(call(false, Duration.ofSeconds(60)), new IOException(), 0))
                .isNull();
    }

    @Test
    void anOutageIsWaitedForAtLeastAsLongAsTikTokSays() {
        ApiCall call = call(true, Duration.ofSeconds(60));
        assertThat(rule.delay(call, outage(Duration.ofSeconds(7)), 0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(rule.delay(call, outage(Duration.ZERO), 0)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(rule.delay(call(true, Duration.ofSeconds(5)), outage(Duration.ofSeconds(7)), 0))
                .isNull();
    }

    @Test
    void aLimitIsWaitedForAsLongAsTikTokSays() {
        assertThat(rule.delay(call(false, Duration.ofSeconds(60)), limited(Duration.ofSeconds(7)), 0))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(rule.delay(call(true, Duration.ofSeconds(60)), limited(null), 0))
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1500));
    }

    @Test
    void nothingIsRetriedThatDoesNotFitTheDeadline() {
        assertThat(rule.delay(call(true, Duration.ofSeconds(5)), limited(Duration.ofSeconds(7)), 0))
                .isNull();
        assertThat(rule.delay(call(true, Duration.ofMillis(300)), OUTAGE, 0)).isNull();
    }

    @Test
    void aTokenThatIsRefusedAfterItsRenewalIsNotRenewedAgain() {
        ApiCall call = call(false, Duration.ofSeconds(60));
        call.refuseToken(1);
        assertThat(rule.delay(call, EXPIRED, 0)).isEqualTo(Duration.ZERO);
        call.renewsToken(1);
        assertThat(rule.delay(call, EXPIRED, 0)).isNull();
    }

    @Test
    void tokensThatWereRenewedElsewhereAreTriedAFewTimes() {
        ApiCall call = call(false, Duration.ofSeconds(60));
        for (int generation = 1; generation <= 3; generation++) {
            call.refuseToken(generation);
            assertThat(rule.delay(call, EXPIRED, 0)).isEqualTo(Duration.ZERO);
        }
        assertThat(rule.delay(call, EXPIRED, 0)).isNull();
    }

    @Test
    void ourOwnPaceIsWaitedForWithoutCountingAsAFailure() {
        ApiCall call = call(false, Duration.ofSeconds(60));
        for (int i = 0; i < 20; i++) {
            assertThat(rule.delay(call, new ThrottlerRejectedExecutionException("x"), 100))
                    .isBetween(Duration.ofMillis(100), Duration.ofMillis(150));
        }
    }

    @Test
    void whatIsRefusedIsNeverRepeated() {
        ApiCall call = call(true, Duration.ofSeconds(60));
        assertThat(rule.delay(call, new RequestRefused("", 106001, ""), 0)).isNull();
        assertThat(rule.delay(call, new StateRefused("", 21011044, ""), 0)).isNull();
        assertThat(rule.delay(call, new NotAuthorized("", 105001, ""), 0)).isNull();
        assertThat(rule.delay(call, new BoundedHttpClient.AnswerTooLarge(1), 0)).isNull();
    }

    @Test
    void retryAfterIsReadAsSecondsOrAsADate() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
        assertThat(RetryAfter.read("3", clock)).isEqualTo(Duration.ofSeconds(3));
        assertThat(RetryAfter.read("Sun, 22 Nov 2026 10:00:05 GMT", clock)).isEqualTo(Duration.ofSeconds(5));
        assertThat(RetryAfter.read("Sun, 22 Nov 2026 09:00:00 GMT", clock)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.read("soon", clock)).isNull();
        assertThat(RetryAfter.read(null, clock)).isNull();
    }

    private static PlatformUnavailable outage(Duration retryAfter) {
        return new PlatformUnavailable(Blame.EVERY_CALL, "", 0, "", retryAfter);
    }

    private static RateLimited limited(@org.jspecify.annotations.Nullable Duration retryAfter) {
        return new RateLimited("", 36009002, "", retryAfter);
    }

    private static ApiCall call(boolean repeatable, Duration deadline) {
        Operation operation = new Operation("x", "GET", "/x", ActsFor.SHOP, "", repeatable, 0, 0, 0, List.of());
        return new ApiCall(operation, ApiRequest.forShop("1", Map.of()), new byte[0], "key", deadline);
    }
}
