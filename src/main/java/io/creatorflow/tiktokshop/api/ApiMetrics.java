package io.creatorflow.tiktokshop.api;

import io.creatorflow.tiktokshop.durable.WorkTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How each attempt of a call ended: {@code api.attempts} by operation and outcome. The outcome is {@code ok}, {@code no-answer},
 * {@code paced} (our own pace left no room), or the name of the exception that says how to go on. And what we add to a call that went
 * well at once: {@code api.overhead}, all of its time but the HTTP exchange.
 */
@Component
class ApiMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry meters;
    private final Clock clock;
    private final Timer overhead;
    private final Map<Ended, Timer> attempts = new ConcurrentHashMap<>();

    private record Ended(String operation, String outcome) {}

    ApiMetrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.overhead = WorkTimer.of(
                meters,
                "api.overhead",
                "Signing, pacing and reading of calls to TikTok Shop, without the HTTP exchange");
        this.clock = clock;
    }

    /**
     * Counts an attempt.
     *
     * @param failure null when TikTok granted it
     */
    void ended(ApiCall call, @Nullable Exception failure) {
        attempts.computeIfAbsent(new Ended(call.operation().name(), outcome(failure)), this::attempts)
                .record(took(call, failure));
    }

    private Timer attempts(Ended ended) {
        return Timer.builder("api.attempts")
                .description("Attempts of calls to TikTok Shop")
                .serviceLevelObjectives(BUCKETS)
                .tag("operation", ended.operation())
                .tag("outcome", ended.outcome())
                .register(meters);
    }

    /**
     * Takes note of our own part of a call that went well at once.
     *
     * @param exchangeNanos of the HTTP exchange, as text; null when it is not known
     */
    void overhead(ApiCall call, @Nullable Object exchangeNanos) {
        if (exchangeNanos != null && call.isStraight()) {
            overhead.record(call.elapsed().minusNanos(Long.parseLong(exchangeNanos.toString())));
        }
    }

    private Duration took(ApiCall call, @Nullable Exception failure) {
        boolean sent = !(failure instanceof ThrottlerRejectedExecutionException)
                && call.attemptBegan().isAfter(Instant.EPOCH);
        return sent ? Duration.between(call.attemptBegan(), clock.instant()) : Duration.ZERO;
    }

    private static String outcome(@Nullable Exception failure) {
        if (failure == null) {
            return "ok";
        }
        if (failure instanceof ThrottlerRejectedExecutionException) {
            return "paced";
        }
        return failure instanceof IOException
                ? "no-answer"
                : failure.getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT);
    }
}
