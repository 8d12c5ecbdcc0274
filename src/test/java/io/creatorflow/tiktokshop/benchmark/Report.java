package io.creatorflow.tiktokshop.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what was measured, for people: a table in the terminal, a page for the repository. */
final class Report {

    private static final String METHOD = """
            Everything runs on one machine, each in a process of its own on 127.0.0.1: the packaged integration with its routes,
            limits off; the sandbox, which is TikTok Shop and the four receivers; the reference; one PostgreSQL for both, a
            database each, fsync and synchronous_commit on; and the load, sent by one thread over kept-alive connections.

            The **reference** is a plain Spring Boot controller that checks the signature, inserts the raw body with a unique
            hash and commits, request by request, and a worker that polls: it locks 100 waiting events (`for update skip
            locked`), posts one after the other on to **one** receiver, signed, and marks them done. With a *strong worker* two
            such loops post by 16 threads; that is shown beside it. It reads nothing from TikTok Shop and merges nothing. The
            integration reads each order from the API, keeps the one true copy, and makes **six messages to four receivers** of
            each order that is ready to ship. So W2 and W3 set messages beside posts: both are one signed HTTP request to a
            receiver and its durable settlement.

            * **W1**: requests answered 200. The shop is not connected: the integration stores, routes and remembers what to
              look at; the reference's worker rests.
            * **W2**: distinct orders of 20 shops, whose stock is looked at later than the run lasts, so that each order makes the
              same messages. At most 1,000 webhooks are ahead of what came out. Latency runs from when a
              webhook was *due* (open loop) to when the receiver got each message of it, in its process; receivers keep
              whole milliseconds.
            * **W3**: from the start of a scheduled pull to the last message; the reference posts as many events that
              lie ready in its table.
            * **W4**: webhooks about orders, cancellations, returns and packages in turn, of entities that were not known: how long
              each took to Order Management. What else a new order makes goes out beside it. The reference has no such load.
            * **A1**: a call to TikTok Shop from the entry of the Kamelet to the answer as JSON, less its HTTP exchange (signing, a turn of a shared
              bucket, reading), and the mapping of its entities. The goal is for the sum of both p95. The quantile is taken from buckets of 1 to 50 ms, evenly within each.
            * **B1**: a backfill of orders that no webhook told of, from its beginning until the last one is stored and its messages lie queued, as the
              database tells it; the receivers are paused, as what they take is the row W3. With limits: calls of the search against those that the
              pace leaves to bulk. Live latency is that of W2, alone and while a backfill reads on.
            * Each system is warmed up first; rounds alternate; the table shows medians, and least to most.
            * Each message that had to come is looked up at the receivers: once, at the right one.
            """;

    private final Results results;
    private final Options options;
    private final Map<String, String> machine;
    private final double loadBefore;

    Report(Results results, Options options, Map<String, String> machine, double loadBefore) {
        this.results = results;
        this.options = options;
        this.machine = machine;
        this.loadBefore = loadBefore;
    }

    /** Prints the table. */
    void print() {
        System.out.println();
        table().forEach(System.out::println);
        verdict().forEach(System.out::println);
        System.out.println("\nWritten to " + options.report());
    }

    /** Writes the page; what is not measured yet is not in it. */
    void write() {
        try {
            Path path = options.report();
            if (path.toAbsolutePath().getParent() != null) {
                Files.createDirectories(path.toAbsolutePath().getParent());
            }
            Files.writeString(path, page());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String page() {
        StringBuilder page = new StringBuilder("# Benchmark\n\n");
        page.append("Written by `mvn -Pbench verify` on ").append(Instant.now().truncatedTo(ChronoUnit.MINUTES));
        page.append(options.quick() ? ", a **quick** look that does not count" : "");
        page.append("; do not edit. ")
                .append(options.rounds())
                .append(options.rounds() == 1 ? " round.\n\n" : " rounds.\n\n");
        table().forEach(line -> page.append(line).append('\n'));
        page.append('\n');
        verdict().forEach(line -> page.append(line).append('\n'));
        if (options.only().contains("B1")) {
            page.append("\n![Cost of a backfilled order by how many there are](")
                    .append(Plot.FILE)
                    .append(")\n");
        }
        page.append("\n## How it is measured\n\n").append(METHOD).append("\n## On what\n\n| | |\n|---|---|\n");
        machine.forEach((name, value) ->
                page.append("| ").append(name).append(" | ").append(value).append(" |\n"));
        page.append(String.format(Locale.ROOT, "| Load of the machine before the run | %.1f |%n", loadBefore));
        return page.toString();
    }

    private List<String> table() {
        java.util.ArrayList<String> lines = new java.util.ArrayList<>();
        lines.add("| Measure | Unit | Integration | Reference | Ratio | Goal | Met |");
        lines.add("|---|---|---:|---:|---:|---|---|");
        for (Results.Row row : results.rows()) {
            boolean both = !row.ours().isEmpty() && !row.reference().isEmpty();
            Results.Goal goal = row.goal();
            boolean judged = goal != null && (both || goal.of() == Results.Of.OURS);
            lines.add("| " + row.name() + " | " + row.unit() + " | " + cell(row.ours()) + " | " + cell(row.reference())
                    + " | " + (both ? String.format(Locale.ROOT, "%.2f", row.ratio()) : "") + " | "
                    + (goal == null ? "" : goal.words()) + " | " + (judged ? row.met() ? "yes" : "**no**" : "") + " |");
        }
        return lines;
    }

    private List<String> verdict() {
        java.util.ArrayList<String> lines = new java.util.ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%,d messages were looked up at the receivers, one by one.", results.checked()));
        if (results.troubles().isEmpty()) {
            lines.add("Nothing was lost, repeated or misrouted.");
        }
        results.troubles().forEach(trouble -> lines.add("* **Trouble:** " + trouble));
        results.notes().forEach(note -> lines.add("* " + note));
        if (loadBefore > 0.5) {
            lines.add(String.format(
                    Locale.ROOT,
                    "* The machine was not quiet: its load before the run was %.1f. Rates and latencies are those of what was"
                            + " left; processor times and ratios suffer less.",
                    loadBefore));
        }
        return lines;
    }

    private static String cell(List<Double> values) {
        if (values.isEmpty()) {
            return "";
        }
        String median = number(Results.median(values));
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        return values.size() == 1 ? median : median + " (" + number(least) + "–" + number(most) + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }
}
