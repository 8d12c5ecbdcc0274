package io.creatorflow.tiktokshop.house;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One step of a flow.
 *
 * @param kind the pattern it uses: {@code to}, {@code setHeader}, {@code choice}, or a clause of one: {@code when}
 * @param depth 1 for a step of the route itself, 2 for one inside a {@code choice} …
 * @param previous the step before it in the same list, as it stands in the file; null for the first
 */
public record Step(
        Flow flow,
        String kind,
        JsonNode node,
        int depth,
        @Nullable JsonNode previous) {

    /** Its id, empty when it has none. */
    public String id() {
        return node.path("id").asText();
    }

    /** Its endpoint, when it has one. */
    public Endpoint endpoint() {
        return Endpoint.of(node);
    }

    /** How a finding names it. */
    public String told() {
        return "step '" + (id().isEmpty() ? kind : id()) + "' of '" + flow.id() + "'";
    }

    /** A finding in the file of this step. */
    public Finding finding(String problem, String mend) {
        return new Finding(flow.file().path(), told() + " " + problem, mend);
    }
}
