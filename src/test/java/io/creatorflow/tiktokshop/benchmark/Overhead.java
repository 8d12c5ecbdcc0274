package io.creatorflow.tiktokshop.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A1: what the integration adds to a call of TikTok Shop's API, from the entry of its Kamelet to the answer as JSON, without the HTTP
 * exchange, as its own metric {@code api.overhead} tells: signing, pacing, reading, and Camel around them. The mapping is not in it.
 */
final class Overhead {

    private static final Pattern BUCKET =
            Pattern.compile("^api_overhead_seconds_bucket\\{.*le=\"([^\"]+)\".*} (\\S+)$", Pattern.MULTILINE);
    private static final double P95 = 0.95;

    private final Installation installation;
    private final Results results;

    Overhead(Installation installation, Results results) {
        this.installation = installation;
        this.results = results;
    }

    /** One round: one order at a time, then a moderate load. */
    void measure(Contender contender, double seconds) throws InterruptedException {
        row(contender, seconds, 5, "one at a time");
        row(contender, seconds, 100, "at 100 orders/s");
    }

    private void row(Contender contender, double seconds, double perSecond, String load) throws InterruptedException {
        installation.awaitIdle();
        TreeMap<Double, Double> before = buckets();
        Receipts receipts = new Flow(installation).paced(contender, seconds, perSecond, contender.recipients());
        results.check("A1 " + load, receipts);
        double millis = quantile(before, buckets()) * 1000;
        results.ours("A1 our own part of an API call, " + load + ", p95", "ms", Results.Goal.atMost(5, "ms"), millis);
        Console.say("  A1 %s: p95 %.1f ms", load, millis);
    }

    /** Upper bounds in seconds, and how many calls took at most so long. */
    private TreeMap<Double, Double> buckets() throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + installation.integrationPort() + "/actuator/prometheus");
        TreeMap<Double, Double> buckets = new TreeMap<>();
        try {
            String text = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
            BUCKET.matcher(text)
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
