package io.creatorflow.tiktokshop.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, and how long.
 *
 * @param quick a rough look in a few minutes; only a full run counts
 * @param only W1, W2, W3, W4, A1, BACKLOG, B1
 * @param rounds alternating rounds, of which the median counts
 * @param warmUpSeconds of each system, before anything is measured: the JIT takes minutes on two processors
 * @param ours measures the integration alone, without the reference
 * @param jar the packaged integration
 * @param report where the report goes
 */
record Options(boolean quick, Set<String> only, int rounds, double warmUpSeconds, boolean ours, Path jar, Path report) {

    static final List<String> PARTS = List.of("W1", "W2", "W3", "W4", "A1", "BACKLOG", "B1");

    private static final String HELP = """
            --quick          a rough look in about three minutes; only a full run counts
            --only=W1,W2     some of W1, W2, W3, W4, A1, BACKLOG, B1
            --rounds=3       alternating rounds; the median counts
            --warm-up=150    seconds of each system, before anything is measured
            --ours           the integration alone, without the reference
            --jar=…          the packaged integration, target/tiktok-shop-integration.jar
            --report=…       docs/03-reports/benchmark.md for a full run, else target/benchmark/benchmark.md""";

    static Options of(List<String> arguments) {
        for (String argument : arguments) {
            if (!argument.matches("--(quick|ours|(only|rounds|warm-up|jar|report)=.+)")) {
                throw new IllegalArgumentException(argument + " is no option. There are:\n" + HELP);
            }
        }
        boolean quick = arguments.contains("--quick");
        Set<String> only = new TreeSet<>(
                Arrays.asList(value(arguments, "only", String.join(",", PARTS)).split(",")));
        if (!PARTS.containsAll(only)) {
            throw new IllegalArgumentException("--only names some of " + PARTS);
        }
        boolean ours = arguments.contains("--ours");
        boolean full = !quick && !ours && only.size() == PARTS.size();
        return new Options(
                quick,
                only,
                Integer.parseInt(value(arguments, "rounds", quick ? "1" : "3")),
                Double.parseDouble(value(arguments, "warm-up", quick ? "12" : "150")),
                ours,
                Path.of(value(arguments, "jar", "target/tiktok-shop-integration.jar")),
                Path.of(value(
                        arguments, "report", full ? "docs/03-reports/benchmark.md" : "target/benchmark/benchmark.md")));
    }

    private static String value(List<String> arguments, String name, String otherwise) {
        @Nullable
        String given = arguments.stream()
                .filter(argument -> argument.startsWith("--" + name + "="))
                .map(argument -> argument.substring(name.length() + 3))
                .findFirst()
                .orElse(null);
        return given == null ? otherwise : given;
    }

    /** Of a row with load as high as it goes. */
    double saturatedSeconds() {
        return quick ? 4 : 6;
    }

    /** Of W2 at its most. */
    double flowSeconds() {
        return quick ? 8 : 15;
    }

    /** Of a row at an even pace. */
    double pacedSeconds() {
        return quick ? 5 : 20;
    }

    /** Orders of W3. */
    int pulledOrders() {
        return quick ? 4_000 : 20_000;
    }

    /** Orders of the smaller backfill or pull; the larger one has ten times as many. */
    int fewOrders() {
        return quick ? 2_000 : 10_000;
    }

    /** Of live work alone, and beside a backfill. */
    double besideSeconds() {
        return quick ? 20 : 60;
    }

    /** Waiting deliveries of the backlog. */
    int backlog() {
        return quick ? 50_000 : 500_000;
    }
}
