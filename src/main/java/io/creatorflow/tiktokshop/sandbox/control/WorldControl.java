package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.faults.ApiFaults;
import io.creatorflow.tiktokshop.sandbox.faults.Faults;
import io.creatorflow.tiktokshop.sandbox.faults.WebhookFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Faults, the clock, and beginning anew. */
@RestController
@RequestMapping(produces = "application/json")
final class WorldControl {

    /**
     * A new plan of faults; what is left out is off.
     *
     * @param seed the same seed gives the same faults, 1 if left out
     * @param webhooks faults of webhooks
     * @param api faults of API calls
     */
    record NewPlan(
            @Nullable Long seed,
            @Nullable WebhookFaults webhooks,
            @Nullable ApiFaults api) {}

    /**
     * A change of the clock; what is left out stays.
     *
     * @param now jump to this moment, RFC 3339
     * @param advanceSeconds jump by so much
     * @param scale virtual seconds in a real one from now on
     */
    record NewTime(
            @Nullable Instant now,
            @Nullable Double advanceSeconds,
            @Nullable Double scale) {}

    private final VirtualClock clock;
    private final Faults faults;
    private final Everything everything;

    WorldControl(VirtualClock clock, Faults faults, Everything everything) {
        this.clock = clock;
        this.faults = faults;
        this.everything = everything;
    }

    /** Whether the sandbox is there. */
    @GetMapping("/health")
    Map<String, String> health() {
        return Map.of("status", "UP");
    }

    /** This API's own description. */
    @GetMapping("/openapi.json")
    Resource openapi() {
        return new ClassPathResource("sandbox/openapi.json");
    }

    /** The faults in force. */
    @GetMapping("/faults")
    Faults.Plan faults() {
        return faults.plan();
    }

    /** Replaces all faults. */
    @PutMapping("/faults")
    Faults.Plan faults(@RequestBody NewPlan plan) {
        faults.plan(new Faults.Plan(
                plan.seed == null ? 1 : plan.seed,
                plan.webhooks == null ? WebhookFaults.NONE : plan.webhooks,
                plan.api == null ? ApiFaults.NONE : plan.api));
        return faults.plan();
    }

    /** No faults any more. */
    @DeleteMapping("/faults")
    Faults.Plan noFaults() {
        faults.reset();
        return faults.plan();
    }

    /** The virtual time. */
    @GetMapping("/clock")
    Map<String, Object> clock() {
        return Map.of("now", Instant.ofEpochMilli(clock.millis()).toString(), "scale", clock.scale());
    }

    /** Changes the virtual time. */
    @PutMapping("/clock")
    Map<String, Object> clock(@RequestBody NewTime time) {
        if (time.scale != null) {
            if (!(time.scale > 0) || time.scale > 1_000_000) {
                throw new IllegalArgumentException("scale is virtual seconds in a real one: give more than 0.");
            }
            clock.scale(time.scale);
        }
        if (time.now != null) {
            clock.set(time.now);
        }
        if (time.advanceSeconds != null) {
            clock.advance(Duration.ofMillis((long) (time.advanceSeconds * 1000)));
        }
        return clock();
    }

    /** Back to real time. */
    @DeleteMapping("/clock")
    Map<String, Object> realTime() {
        clock.reset();
        return clock();
    }

    /** Forgets shops, tokens, orders, webhooks, messages, faults and clock. */
    @PostMapping("/reset")
    Map<String, String> reset() {
        everything.reset();
        return Map.of("status", "UP");
    }
}
