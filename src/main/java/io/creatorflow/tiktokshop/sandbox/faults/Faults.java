package io.creatorflow.tiktokshop.sandbox.faults;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The faults in force. */
public final class Faults {

    /**
     * All settable faults of TikTok's side.
     *
     * @param seed the same seed gives the same faults to the same numbers
     * @param webhooks faults of webhooks
     * @param api faults of API calls
     */
    public record Plan(long seed, WebhookFaults webhooks, ApiFaults api) {}

    private record Running(Plan plan, AtomicInteger left) {}

    private static final Plan NONE = new Plan(1, WebhookFaults.NONE, ApiFaults.NONE);

    private final AtomicLong apiCalls = new AtomicLong();
    private volatile Running running = running(NONE);

    /** What is in force now. */
    public Plan plan() {
        return running.plan;
    }

    /** Replaces the whole plan. */
    public void plan(Plan plan) {
        running = running(plan);
    }

    /** No faults any more. */
    public void reset() {
        plan(NONE);
    }

    /** The plan for one API call, drawn once per call. */
    public ApiChance nextCall(String operation) {
        Running now = running;
        ApiFaults faults = now.plan.api;
        boolean hit = faults.concern(operation) && (faults.onlyNext() == 0 || now.left.getAndDecrement() > 0);
        return new ApiChance(now.plan.seed, apiCalls.incrementAndGet(), hit ? faults : ApiFaults.NONE);
    }

    private static Running running(Plan plan) {
        return new Running(plan, new AtomicInteger(plan.api.onlyNext()));
    }
}
