package io.creatorflow.tiktokshop.development;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a person sees in the terminal. Plain ASCII, at most 100 columns. */
final class Screen {

    /** From so many orders at once on, only sums are told. */
    static final int MANY = 12;

    private static final String RECEIVED = "       %-20s %-58s %9s";

    private final PrintStream out;
    private final Map<String, String> elsewhere;
    private int steps;

    Screen(PrintStream out, Map<String, String> elsewhere) {
        this.out = out;
        this.elsewhere = elsewhere;
    }

    void line(String text) {
        out.println(text.stripTrailing());
    }

    /** A part of the story begins. */
    void title(String text) {
        line("");
        line("  " + text);
        line("  " + "-".repeat(text.length()));
        steps = 0;
    }

    /** Something happens. */
    void step(String what) {
        line("");
        line("  %2d.  %s".formatted(++steps, what));
    }

    /** Something happened to an order that people made, or to what follows from it. */
    void order(String about) {
        line("");
        line("  %s  %s".formatted(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS), about));
    }

    /** Nothing came. */
    void nothing(Duration waited) {
        line("       Nobody got anything within " + waited.toSeconds() + " s: data/integration.log may say why.");
    }

    /**
     * Who got what about one order, and how long after the webhook.
     *
     * @param webhook the webhook that told of it
     * @param everybody whether those who got nothing are named, too
     */
    void received(List<Receipt> about, Function<Receipt, Optional<WebhookLog.Sent>> webhook, boolean everybody) {
        DevelopmentSettings.RECEIVERS.forEach((receiver, name) -> {
            List<Receipt> got = about.stream()
                    .filter(receipt -> receipt.receiver().equals(receiver))
                    .sorted(Comparator.comparing(Receipt::at))
                    .toList();
            if (!got.isEmpty()) {
                String words = got.stream().map(Receipt::words).distinct().collect(Collectors.joining("; "));
                line(RECEIVED.formatted(name, words, after(got.get(got.size() - 1), webhook)));
            } else if (everybody) {
                line(RECEIVED.formatted(name, elsewhere.getOrDefault(receiver, "-"), ""));
            }
        });
    }

    /** Sums, where there is too much to tell. */
    void many(List<Receipt> got, int orders) {
        line("");
        line("  %s  %d orders at once"
                .formatted(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS), orders));
        DevelopmentSettings.RECEIVERS.forEach((receiver, name) -> line(RECEIVED.formatted(
                name,
                got.stream()
                                .filter(receipt -> receipt.receiver().equals(receiver))
                                .count() + " messages",
                "")));
    }

    private static String after(Receipt receipt, Function<Receipt, Optional<WebhookLog.Sent>> webhook) {
        return webhook.apply(receipt)
                .map(sent -> Duration.between(sent.at(), receipt.at()))
                .map(Screen::words)
                .orElse("no webhook");
    }

    private static String words(Duration time) {
        return time.toSeconds() < 10 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
