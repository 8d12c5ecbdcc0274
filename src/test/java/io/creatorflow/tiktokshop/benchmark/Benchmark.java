package io.creatorflow.tiktokshop.benchmark;

import java.nio.file.Path;
import java.util.List;

public final class Benchmark {

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        try (Installation installation = new Installation(
                Path.of("target/benchmark").toAbsolutePath(), Path.of("target/tiktok-shop-integration.jar"))) {
            say("starting");
            installation.startIntegration(null);
            if (!Boolean.getBoolean("ours")) installation.startReference();
            List<String> shops = installation.connectShops(20);
            Contender ours = Contender.integration(installation, shops);
            Contender reference = Contender.reference(installation, shops);
            Flow flow = new Flow(installation);
            int rounds = Integer.getInteger("rounds", 1);
            for (Contender c : (Boolean.getBoolean("ours") ? List.of(ours) : List.of(ours, reference))) {
                say("warm up " + c.name());
                show(flow.sustained(c, Integer.getInteger("warm", 15), c == ours ? 1000 : 5000, 1000));
            }
            for (int round = 1; round <= rounds; round++) {
                for (Contender c : (Boolean.getBoolean("ours") ? List.of(ours) : List.of(ours, reference))) {
                    say("sustained " + c.name());
                    show(flow.sustained(c, Integer.getInteger("run", 10), c == ours ? 1000 : 5000, 1000));
                    say("200/s " + c.name());
                    Receipts receipts = flow.paced(c, 8, 200);
                    receipts.latency()
                            .forEach((receiver, latency) -> say(String.format(
                                    "  %s %d p50 %.1f p99 %.1f max %.1f",
                                    receiver,
                                    latency.count(),
                                    latency.millis(0.5),
                                    latency.millis(0.99),
                                    latency.millis(1))));
                    say("  lost " + receipts.lost() + " repeated " + receipts.repeated() + " misrouted "
                            + receipts.misrouted() + " refused " + receipts.refused());
                }
            }
            say("rss " + ProcessFigures.residentMb(ours.pid()));
        }
    }

    private static void show(Flow.Sustained s) {
        say(String.format(
                "  %.0f events/s %.0f messages/s; cpu us/event: self %.0f pg %.0f sandbox %.0f; busy %.2f; peak %d MB; lost %d repeated %d misrouted %d refused %d",
                s.events(),
                s.messages(),
                s.use().contenderMicros(),
                s.use().databaseMicros(),
                s.use().sandboxMicros(),
                s.use().busy(),
                s.use().peakMb(),
                s.receipts().lost(),
                s.receipts().repeated(),
                s.receipts().misrouted(),
                s.receipts().refused()));
    }

    private static void say(String line) {
        System.out.println(java.time.LocalTime.now().withNano(0) + " " + line);
    }
}
