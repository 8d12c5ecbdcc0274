package io.creatorflow.tiktokshop.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A1: what the integration adds to a call of TikTok Shop's API, as its own metrics tell: {@code api.overhead} from the entry of the Kamelet to
 * the answer as JSON, without the HTTP exchange (signing, pacing by a shared bucket, reading, and Camel around them), and {@code entities.mapping}
 * of the entities of an answer. Their sum is no less than the quantile of both together.
 */
final class Overhead {

    private static final String BUCKET = "^%s_seconds_bucket\\{.*le=\"([^\"]+)\".*} (\\S+)$";
    private static final String CALLS = "api_overhead";
    private static final String MAPPINGS = "entities_mapping";

    /** Far more than is called, so that each call takes its turn and none has to wait for it. */
    private static final String PACED =
            "insert into pace (operation, shop_id, per_second) values ('get-order-detail', '', 1000)";

    private static final double P95 = 0.95;

    private final Installation installation;
    private final Results results;

    Overhead(Installation installation, Results results) {
        this.installation = installation;
        this.results = results;
    }

    /** Rounds of one order at a time, and of a load that makes calls wait for the processors, too. The warm-up before was not paced, so there is one of paced calls too. */
    void measure(Contender contender, Options options) throws InterruptedException {
        installation.sql("integration", PACED);
        Console.say("A1: warming up, paced");
        new Flow(installation).paced(contender, options.warmUpSeconds() / 2, 100, contender.recipients());
        for (int round = 1; round <= options.rounds(); round++) {
            row(contender, options.pacedSeconds(), 5, "one at a time", Results.Goal.atMost(5, "ms"));
            row(contender, options.pacedSeconds(), 100, "at 100 orders/s", null);
        }
        installation.sql("integration", "delete from pace");
    }

    private void row(Contender contender, double seconds, double perSecond, String load, Results.@Nullable Goal goal)
            throws InterruptedException {
        installation.awaitIdle();
        TreeMap<Double, Double> calls = buckets(CALLS);
        TreeMap<Double, Double> mappings = buckets(MAPPINGS);
        Receipts receipts = new Flow(installation).paced(contender, seconds, perSecond, contender.recipients());
        results.check("A1 " + load, receipts);
        double call = quantile(calls, buckets(CALLS)) * 1000;
        double mapping = quantile(mappings, buckets(MAPPINGS)) * 1000;
        results.ours("A1 signing, pacing and reading, " + load + ", p95", "ms", null, call);
        results.ours("A1 mapping, " + load + ", p95", "ms", null, mapping);
        results.ours("A1 our own part of an API call, " + load + ", p95", "ms", goal, call + mapping);
        Console.say("  A1 %s: p95 %.1f ms and %.1f ms", load, call, mapping);
    }

    /** Upper bounds in seconds, and how many calls took at most so long. */
    private TreeMap<Double, Double> buckets(String timer) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + installation.integrationPort() + "/actuator/prometheus");
        TreeMap<Double, Double> buckets = new TreeMap<>();
        try {
            String text = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
            Pattern.compile(BUCKET.formatted(timer), Pattern.MULTILINE)
                    .matcher(text)
                    .results()
                    .forEach(line -> buckets.put(
                            line.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(line.group(1)),
                            Double.parseDouble(line.group(2))));
            return buckets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Prometheus does: within a bucket calls lie evenly; NaN when there was none, and infinite beyond the last bound. */
    static double quantile(TreeMap<Double, Double> before, TreeMap<Double, Double> after) {
        if (after.isEmpty()) {
            return Double.NaN;
        }
        double wanted = P95 * (after.lastEntry().getValue() - before.getOrDefault(after.lastKey(), 0.0));
        double below = 0;
        double from = 0;
        for (var bucket : after.entrySet()) {
            double until = bucket.getValue() - before.getOrDefault(bucket.getKey(), 0.0);
            if (until >= wanted && until > below) {
                return from + (bucket.getKey() - from) * (wanted - below) / (until - below);
            }
            below = until;
            from = bucket.getKey();
        }
        return Double.NaN;
    }
}
