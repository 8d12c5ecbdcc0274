package io.creatorflow.tiktokshop.benchmark;

/** The rows of W2. */
final class FlowRows {

    private FlowRows() {}

    static void sustained(Results results, Contender contender, Flow.Sustained run) {
        results.of(contender, "W2 messages at the receivers", "1/s", Results.Goal.times(1.5), run.messages());
        results.of(contender, "W2 events", "1/s", null, run.events());
        Use use = run.use();
        double perEvent = contender.recipients().perOrder();
        results.of(contender, "W2 processor time of a message, all processes", "µs", null, use.all() / perEvent);
        results.of(contender, "W2 processor time of an event, the system itself", "µs", null, use.contenderMicros());
        results.of(contender, "W2 processor time of an event, PostgreSQL", "µs", null, use.databaseMicros());
        results.of(contender, "W2 processor time of an event, sandbox and receivers", "µs", null, use.sandboxMicros());
        results.of(contender, "W2 processors in use", "%", null, use.busy() * 100);
        results.of(contender, "W2 resident memory, most", "MB", Results.Goal.atMost(600, "MB"), use.peakMb());
    }

    /** What a worker of many threads makes of the reference, without a goal. */
    static void strong(Results results, Flow.Sustained run) {
        results.reference("W2 messages, the reference with a strong worker", "1/s", null, run.messages());
    }

    static void paced(Results results, Contender contender, String pace, Receipts receipts) {
        boolean slow = pace.equals("200/s");
        receipts.latency().forEach((receiver, latency) -> {
            String row = "W2 at " + pace + ", to " + receiver;
            Results.Goal goal = slow ? Results.Goal.atMost(50, "ms") : null;
            results.of(contender, row + ", p50", "ms", null, latency.millis(0.5));
            results.of(contender, row + ", p99", "ms", goal, latency.millis(0.99));
        });
        Latency all = receipts.together();
        Console.say("  %s: p50 %.0f ms, p99 %.0f ms", contender.name(), all.millis(0.5), all.millis(0.99));
    }
}
