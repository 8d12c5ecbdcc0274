package io.creatorflow.tiktokshop.house.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SQL is constant and takes its values by name. {@code jdbc:} runs its body, so the step before it is a
 * {@code setBody} with a constant, whose values stand as {@code :?name}.
 */
public final class ConstantSql implements Rule {

    private static final Set<String> RUNS_ITS_BODY = Set.of("jdbc", "spring-jdbc");

    /** In Java: a statement that is glued together or formatted. */
    private static final Pattern GLUED = Pattern.compile(
            "\\.(sql|query|update|batchUpdate|prepareStatement|execute|executeQuery|executeUpdate)\\(\\s*"
                    + "(\"(\"\"[\\s\\S]*?\"\"\"|[^\"\\n]*\")|[A-Za-z_]+)\\s*(\\+|\\.formatted\\(|\\.replace)|String\\.format\\(\\s*\"(?i:select|insert|update|delete|with) ");

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (Step step : project.steps()) {
            String scheme = step.endpoint().scheme();
            if (RUNS_ITS_BODY.contains(scheme)) {
                body(step, findings);
            } else if (scheme.equals("sql")
                    && isMade(step.endpoint().path() + step.endpoint().parameters())) {
                findings.add(step.finding("makes its SQL from a message", "write it out, values as :#name"));
            }
        }
        for (String source : project.mainSources()) {
            String text = project.text(source);
            GLUED.matcher(text)
                    .results()
                    .map(match ->
                            "line " + text.substring(0, match.start()).lines().count() + ": SQL is put together")
                    .map(problem -> new Finding(source, problem, "one constant statement, values by parameter"))
                    .forEach(findings::add);
        }
        return findings;
    }

    private static void body(Step step, List<Finding> findings) {
        String sql = constant(step.previous());
        if (sql.isEmpty()) {
            findings.add(step.finding("runs a body that is no constant", "set the body by a constant just before"));
        } else if (isMade(sql) || sql.contains("'")) {
            findings.add(step.finding("runs SQL with a value written into it", "values stand as :?name"));
        } else if (sql.contains(":?")
                && !"true".equals(step.endpoint().parameters().get("useHeadersAsParameters"))) {
            findings.add(step.finding("has parameters that are not bound", "set useHeadersAsParameters: true"));
        }
    }

    private static String constant(@Nullable JsonNode previous) {
        return previous == null
                ? ""
                : previous.path("setBody")
                        .path("expression")
                        .path("constant")
                        .path("expression")
                        .asText();
    }

    private static boolean isMade(String sql) {
        return sql.contains("${") || sql.contains("$simple{");
    }
}
