package io.creatorflow.tiktokshop.house.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.house.Endpoint;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Flow;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.util.ArrayList;
import java.util.List;

/** Patterns whose defaults lose messages or do something else than their name says. */
public final class CamelTraps implements Rule {

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        project.flows().forEach(flow -> bell(flow, findings));
        for (Step step : project.steps()) {
            switch (step.kind()) {
                case "circuitBreaker" -> breaker(step, findings);
                case "throttle" -> {
                    if (!step.node().path("mode").asText().equals("TotalRequests")) {
                        findings.add(step.finding("counts concurrent requests", "set mode: TotalRequests"));
                    }
                }
                case "split" -> split(step, findings);
                case "idempotentConsumer" ->
                    findings.add(step.finding(
                            "loses a message when the process dies inside it",
                            "de-duplicate in the transaction of the insert"));
                case "aggregate", "resequence", "delay", "threads" ->
                    findings.add(step.finding(
                            "keeps messages in memory by '" + step.kind() + "'", "let them wait in a table"));
                default -> {
                    // no trap is known
                }
            }
        }
        return findings;
    }

    /**
     * A seda endpoint copies what an exchange carries, and with it, by reference, Camel's note of the routes whose errors it is
     * handling: whoever is rung would find its own errors handled already, and leave them.
     */
    private static void bell(Flow flow, List<Finding> findings) {
        JsonNode from = flow.node().path("from");
        String note = "CamelFatalFallbackErrorHandler";
        String first =
                from.path("steps").path(0).path("removeProperty").path("name").asText();
        if (Endpoint.of(from).scheme().equals("seda") && !first.equals(note)) {
            findings.add(new Finding(
                    flow.file().path(),
                    "'" + flow.id() + "' may take errors for those of the route that rings it",
                    "begin with removeProperty, name: " + note));
        }
    }

    /** Unless it streams, a split keeps what each part has carried until the last one is done. */
    private static void split(Step step, List<Finding> findings) {
        boolean parallel = step.node().path("parallelProcessing").asBoolean();
        if (parallel
                && !step.node().path("streaming").asBoolean()
                && !step.node().has("aggregationStrategy")) {
            findings.add(step.finding("keeps all parts in memory until the last is done", "set streaming: true"));
        }
    }

    private static void breaker(Step step, List<Finding> findings) {
        String option = "throwExceptionWhenHalfOpenOrOpenState";
        if (!step.node().path("resilience4jConfiguration").path(option).asBoolean()
                && !step.node().has("onFallback")) {
            findings.add(step.finding("goes on as if the call had been made when open", "set " + option + ": true"));
        }
    }
}
