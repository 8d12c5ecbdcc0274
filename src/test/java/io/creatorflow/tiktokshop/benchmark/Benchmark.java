package io.creatorflow.tiktokshop.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Measures the packaged integration beside a plain reference: durable ingress (W1), webhook to receivers (W2), pull to
 * receivers (W3), a mixed load of kinds (W4), our own part of API calls (A1), a backlog, and backfills (B1). Everything it starts runs on 127.0.0.1 and ends with it.
 *
 * <p>Run it by {@code mvn -Pbench verify}, options in {@code -Dbench=…}, or by its main method with the options of
 * {@link Options}.
 */
public final class Benchmark {

    private static final int SHOPS = 20;
    private static final List<Integer> CONNECTIONS = List.of(1, 16, 64);

    private final Options options;
    private final Installation installation;
    private final Results results = new Results();
    private final Contender integration;
    private final Contender reference;
    private double halfOfMost = 100;

    private Benchmark(Options options, Installation installation) {
        this.options = options;
        this.installation = installation;
        this.integration = Contender.integration(installation);
        this.reference = Contender.reference(installation);
    }

    /** Runs with these options; fails when the jar is missing or an option is unknown, not when a goal is missed. */
    public static void main(String[] args) throws InterruptedException {
        run(Options.of(List.of(args)));
    }

    static Results run(Options options) throws InterruptedException {
        if (!Files.exists(options.jar())) {
            throw new IllegalStateException(options.jar() + " is missing: run mvn -DskipTests package first.");
        }
        double load = Machine.load();
        if (load > 0.5) {
            Console.say("This machine is not quiet (load %.1f): figures will be too low.", load);
        }
        Console.say("starting PostgreSQL and the sandbox");
        try (Installation installation =
                new Installation(Path.of("target/benchmark").toAbsolutePath(), options.jar())) {
            Benchmark benchmark = new Benchmark(options, installation);
            Report report = new Report(benchmark.results, options, Machine.describe(installation), load);
            benchmark.measure(report);
            report.print();
            return benchmark.results;
        }
    }

    private void measure(Report report) throws InterruptedException {
        Console.say("starting the integration%s", options.ours() ? "" : " and the reference");
        installation.startIntegration(null);
        if (!options.ours()) {
            installation.startReference();
        }
        installation.connectShops(SHOPS);
        idle();
        if (options.only().stream().anyMatch(Set.of("W1", "W2", "W4", "A1")::contains)) {
            warmUp();
        }
        for (int round = 1; round <= options.rounds() && options.only().contains("W1"); round++) {
            ingress(round);
            report.write();
        }
        for (int round = 1; round <= options.rounds() && options.only().contains("W2"); round++) {
            flow(round);
            report.write();
        }
        for (int round = 1; round <= options.rounds() && options.only().contains("W4"); round++) {
            Console.say("W4, round %d of %d, four kinds", round, options.rounds());
            installation.awaitIdle();
            new Mixed(installation, results).measure(integration, options.pacedSeconds(), 100);
            report.write();
        }
        if (options.only().contains("A1")) {
            new Overhead(installation, results).measure(integration, options);
        }
        if (options.only().contains("W3")) {
            pulled();
            report.write();
        }
        if (options.only().contains("BACKLOG")) {
            pullNoMore();
            new Backlog(installation, results).measure(integration, options);
        }
        if (options.only().contains("B1")) {
            backfilled(report);
        }
        report.write();
    }

    private List<Contender> contenders() {
        return options.ours() ? List.of(integration) : List.of(integration, reference);
    }

    private void idle() {
        for (Contender contender : contenders()) {
            results.of(
                    contender,
                    "resident memory, idle after the start",
                    "MB",
                    null,
                    ProcessFigures.residentMb(contender.pid()));
        }
    }

    private void warmUp() throws InterruptedException {
        for (Contender contender : contenders()) {
            warmUp(contender);
        }
    }

    private void warmUp(Contender contender) throws InterruptedException {
        Console.say("warming up the %s for %.0f s", contender.name(), options.warmUpSeconds());
        double share = Math.ceil(options.warmUpSeconds() / options.flowSeconds());
        for (int i = 0; i < share; i++) {
            sustained(contender, options.warmUpSeconds() / share);
        }
    }

    /** Who pulls each few seconds finds orders that were made for a paced load before their webhooks are sent. */
    private void pullNoMore() throws InterruptedException {
        if (options.only().contains("W3")) {
            installation.stopIntegration();
            installation.startIntegration(null);
            warmUp(integration);
        }
    }

    private Flow.Sustained sustained(Contender contender, double seconds) throws InterruptedException {
        if (contender == integration) {
            installation.awaitIdle();
        }
        int most = contender == integration ? 1_500 : 6_000;
        Flow.Sustained run = new Flow(installation).sustained(contender, seconds, most, 1_000);
        Console.say("  %s: %.0f events/s, %.0f messages/s", contender.name(), run.events(), run.messages());
        results.check("W2 at its most, " + contender.name(), run.receipts());
        return run;
    }

    private void ingress(int round) throws InterruptedException {
        Ingress ingress = new Ingress(installation, results);
        if (!options.ours()) {
            installation.referenceWorker("resting");
        }
        for (int connections : CONNECTIONS) {
            Console.say("W1, round %d of %d, %d connections", round, options.rounds(), connections);
            for (Contender contender : contenders()) {
                ingress.measure(contender, connections, options.saturatedSeconds());
            }
        }
        if (!options.ours()) {
            ingress.limit(options.saturatedSeconds());
            installation.referenceWorker("plain");
        }
    }

    private void flow(int round) throws InterruptedException {
        Console.say("W2, round %d of %d, as much as goes", round, options.rounds());
        for (Contender contender : contenders()) {
            Flow.Sustained run = sustained(contender, options.flowSeconds());
            if (contender == integration) {
                halfOfMost = run.events() / 2;
            }
            FlowRows.sustained(results, contender, run);
        }
        if (!options.ours()) {
            installation.referenceWorker("strong");
            FlowRows.strong(results, sustained(reference, options.flowSeconds()));
            installation.referenceWorker("plain");
        }
        for (Contender contender : contenders()) {
            paced(contender, round, 200, "200/s");
        }
        paced(integration, round, halfOfMost, "half of its most");
    }

    private void paced(Contender contender, int round, double perSecond, String pace) throws InterruptedException {
        Console.say("W2, round %d of %d, %s: %.0f/s", round, options.rounds(), pace, perSecond);
        if (contender == integration) {
            installation.awaitIdle();
        }
        Receipts receipts =
                new Flow(installation).paced(contender, options.pacedSeconds(), perSecond, contender.recipients());
        results.check("W2 at " + pace + ", " + contender.name(), receipts);
        FlowRows.paced(results, contender, pace, receipts);
    }

    private void backfilled(Report report) throws InterruptedException {
        Plot plot = new Plot();
        Backfilled backfilled = new Backfilled(installation, results);
        backfilled.bySize(integration, options, plot);
        report.write();
        new BesideLive(installation, results).measure(integration, options);
        report.write();
        backfilled.limited(options);
        report.write();
        new PulledBySize(installation, results).measure(options, plot);
        plot.write(options.report());
    }

    private void pulled() throws InterruptedException {
        Console.say("W3: starting the integration anew, pulling each %d s", Pulled.PERIOD);
        installation.stopIntegration();
        Pulled.fromNowOn(installation);
        installation.startIntegration(Pulled.SCHEDULE);
        Pulled pulled = new Pulled(installation, results);
        double warm = 0;
        while (warm < options.warmUpSeconds()) {
            Console.say("W3: warming up");
            warm += pulled.integration(integration, options.pulledOrders() / 2, false);
        }
        for (int round = 1; round <= options.rounds(); round++) {
            Console.say("W3, round %d of %d", round, options.rounds());
            pulled.integration(integration, options.pulledOrders(), true);
            if (!options.ours()) {
                pulled.reference(reference, options.pulledOrders(), "plain");
                pulled.reference(reference, options.pulledOrders(), "strong");
            }
        }
    }
}
