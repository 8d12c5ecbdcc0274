package io.creatorflow.tiktokshop.monitoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The series of one answer of {@code /actuator/prometheus}: for each name the labels of each series. */
final class Scrape {

    private static final Pattern SERIES = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Made by Prometheus itself about each target. */
    private static final Map<String, List<Map<String, String>>> ITS_OWN = Map.of("up", List.of());

    private static final Set<String> ITS_OWN_LABELS = Set.of("job", "instance");

    /** Labels whose values are all known once the application runs. */
    private static final Set<String> CLOSED = Set.of("routeId", "receiver", "lane", "kind", "type");

    private final Map<String, List<Map<String, String>>> series = new HashMap<>(ITS_OWN);

    Scrape(String text) {
        SERIES.matcher(text)
                .results()
                .forEach(line -> series.computeIfAbsent(line.group(1), none -> new ArrayList<>())
                        .add(labels(line.group(2))));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        if (text != null) {
            LABEL.matcher(text).results().forEach((MatchResult label) -> labels.put(label.group(1), label.group(2)));
        }
        return labels;
    }

    /** What an expression names and this scrape does not have; empty when all is there. */
    List<String> unknown(String expression) {
        List<String> unknown = new ArrayList<>();
        PromQl query = PromQl.of(expression);
        query.selectors().forEach(selector -> unknown(selector, unknown));
        query.grouping().stream()
                .filter(label -> query.selectors().stream().noneMatch(selector -> has(selector.metric(), label)))
                .map(label -> "no metric of it has the label " + label)
                .forEach(unknown::add);
        return unknown.stream().map(problem -> problem + ": " + expression).toList();
    }

    private void unknown(PromQl.Selector selector, List<String> unknown) {
        if (!series.containsKey(selector.metric())) {
            unknown.add("no metric " + selector.metric());
            return;
        }
        for (PromQl.Matcher matcher : selector.matchers()) {
            if (!has(selector.metric(), matcher.label())) {
                unknown.add(selector.metric() + " has no label " + matcher.label());
            } else if (CLOSED.contains(matcher.label()) && !isValue(matcher)) {
                unknown.add("nothing has the " + matcher.label() + " " + matcher.value());
            }
        }
    }

    private boolean has(String metric, String label) {
        return ITS_OWN_LABELS.contains(label)
                || series.getOrDefault(metric, List.of()).stream().anyMatch(labels -> labels.containsKey(label));
    }

    /** In any series, as one of this metric may not have come about yet. */
    private boolean isValue(PromQl.Matcher matcher) {
        return matcher.value().contains("$")
                || series.values().stream()
                        .flatMap(List::stream)
                        .map(labels -> labels.getOrDefault(matcher.label(), ""))
                        .anyMatch(value -> value.matches(matcher.value()));
    }
}
