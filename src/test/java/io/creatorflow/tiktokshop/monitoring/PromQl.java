package io.creatorflow.tiktokshop.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a PromQL expression reads: its selectors, and the labels it groups or joins by. It knows the language only as far as that:
 * an identifier is a metric unless it is a keyword, a function (a parenthesis follows) or stands in a list of labels.
 */
final class PromQl {

    /** A label that a selector matches, such as {@code status=~"5.."}. */
    record Matcher(String label, String operator, String value) {}

    /** A metric as the expression selects it. */
    record Selector(String metric, List<Matcher> matchers) {}

    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^\\]]*]|[a-zA-Z_:][a-zA-Z0-9_:]*"
            + "|\\d[\\w.]*|=~|!~|!=|==|>=|<=|[-+*/%^=<>(){},]|\\S");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Set<String> BEFORE_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    private final List<String> tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final List<String> grouping = new ArrayList<>();
    private int at;

    private PromQl(String expression) {
        this.tokens =
                TOKEN.matcher(expression).results().map(MatchResult::group).toList();
        int open = 0;
        while (at < tokens.size()) {
            String token = tokens.get(at++);
            open += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            require(open >= 0 && !Set.of("{", "}", "=", "=~", "!~").contains(token), expression);
            if (BEFORE_LABELS.contains(token)) {
                grouping.addAll(labels());
            } else if (NAME.matcher(token).matches() && !KEYWORDS.contains(token) && !"(".equals(peek())) {
                boolean aggregation = peek() != null && BEFORE_LABELS.contains(peek());
                if (!aggregation) {
                    selectors.add(new Selector(token, matchers(expression)));
                }
            }
        }
        require(open == 0 && !selectors.isEmpty(), expression);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException when brackets do not match or it selects nothing
     */
    static PromQl of(String expression) {
        return new PromQl(expression);
    }

    List<Selector> selectors() {
        return selectors;
    }

    /** The labels that it groups or joins by. */
    List<String> grouping() {
        return grouping;
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        if ("(".equals(peek())) {
            at++;
            while (!")".equals(peek())) {
                String token = next();
                if (!token.equals(",")) {
                    labels.add(token);
                }
            }
            at++;
        }
        return labels;
    }

    private List<Matcher> matchers(String expression) {
        List<Matcher> matchers = new ArrayList<>();
        if ("{".equals(peek())) {
            at++;
            while (!"}".equals(peek())) {
                String label = next();
                if (!label.equals(",")) {
                    String operator = next();
                    String value = next();
                    require(NAME.matcher(label).matches() && value.startsWith("\""), expression);
                    matchers.add(new Matcher(label, operator, value.substring(1, value.length() - 1)));
                }
            }
            at++;
        }
        return matchers;
    }

    private @Nullable String peek() {
        return at < tokens.size() ? tokens.get(at) : null;
    }

    private String next() {
        if (at >= tokens.size()) {
            throw new IllegalArgumentException("a bracket is not closed");
        }
        return tokens.get(at++);
    }

    private static void require(boolean good, String expression) {
        if (!good) {
            throw new IllegalArgumentException("cannot be read: " + expression);
        }
    }
}
