package io.creatorflow.tiktokshop.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/** Everything that was measured, row by row, in the order in which the rows first came up. */
final class Results {

    /** Which figure a goal looks at. */
    enum Of {
        /** Ours over the reference's. */
        RATIO,
        /** Ours. */
        OURS
    }

    /**
     * What a row has to reach.
     *
     * @param words as they stand in the report
     */
    record Goal(String words, Of of, DoublePredicate met) {

        static Goal times(double least) {
            return new Goal("≥ " + least + " ×", Of.RATIO, value -> value >= least);
        }

        static Goal atMost(double most, String unit) {
            return new Goal("≤ " + (long) most + " " + unit, Of.OURS, value -> value <= most);
        }

        static Goal atMostTimes(double most) {
            return new Goal("≤ " + most + " ×", Of.OURS, value -> value <= most);
        }

        static Goal atLeast(double least, String unit) {
            return new Goal("≥ " + (long) least + " " + unit, Of.OURS, value -> value >= least);
        }
    }

    /**
     * One measure.
     *
     * @param name what was measured
     * @param unit of the values
     * @param ours one value a round
     * @param reference one value a round; none where there is nothing to compare
     */
    record Row(
            String name,
            String unit,
            List<Double> ours,
            List<Double> reference,
            @Nullable Goal goal) {

        double ratio() {
            return median(ours) / median(reference);
        }

        /** Whether the goal is reached; false too when nothing was measured. */
        boolean met() {
            return goal != null && goal.met().test(goal.of() == Of.RATIO ? ratio() : median(ours));
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long checked;

    /** Adds a value of the integration (or of what stands in its column). */
    void ours(String name, String unit, @Nullable Goal goal, double value) {
        row(name, unit, goal).ours().add(value);
    }

    /** Adds a value of the reference. */
    void reference(String name, String unit, @Nullable Goal goal, double value) {
        row(name, unit, goal).reference().add(value);
    }

    /** Adds a value of either. */
    void of(Contender contender, String name, String unit, @Nullable Goal goal, double value) {
        if (contender.name().equals("reference")) {
            reference(name, unit, goal, value);
        } else {
            ours(name, unit, goal, value);
        }
    }

    private Row row(String name, String unit, @Nullable Goal goal) {
        return rows.computeIfAbsent(
                name + '|' + unit, key -> new Row(name, unit, new ArrayList<>(), new ArrayList<>(), goal));
    }

    /** Takes note of whether everything came exactly once, where it belongs. */
    void check(String what, Receipts receipts) {
        checked += receipts.expected();
        if (receipts.resent() > 0) {
            notes.add(what + ": " + receipts.resent() + " messages came again under their id and were recognised.");
        }
        if (!receipts.perfect()) {
            troubles.add(what + ": of " + receipts.expected() + " messages " + receipts.lost() + " lost, "
                    + receipts.repeated() + " repeated, " + receipts.misrouted() + " misrouted, " + receipts.refused()
                    + " refused");
        }
    }

    /** Something that went wrong. */
    void trouble(String what) {
        troubles.add(what);
    }

    /** Something to know. */
    void note(String what) {
        notes.add(what);
    }

    List<Row> rows() {
        return List.copyOf(rows.values());
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** How many messages were looked for at the receivers, one by one. */
    long checked() {
        return checked;
    }

    /** The middle value, the mean of the two middle ones of an even number; NaN of none. */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
