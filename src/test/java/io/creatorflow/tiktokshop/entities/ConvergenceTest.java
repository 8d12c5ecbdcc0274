package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The same facts in any order end in the same state, on the real tables. */
@IntegrationTest
class ConvergenceTest {

    private static final Path ORDER = Path.of(
            "src/test/resources/examples/order-status-change/awaiting-shipment-after-on-hold/expected/order.json");

    @Autowired
    private EntityMerge merge;

    @Autowired
    private Kinds kinds;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient database;

    private final String shop = "unconnected-" + UUID.randomUUID();
    private int orders;

    @Test
    void answersOfOneSecondEndWithTheOneReadLastInWhateverOrderTheyArrive() throws IOException {
        Set<String> ends = new HashSet<>();
        for (List<Facts> history : permutations(List.of(
                facts(100, "on_hold", 10, "note of the hold"),
                facts(200, "awaiting_shipment", 20, "first"),
                facts(200, "awaiting_shipment", 22, "second"),
                facts(200, "awaiting_shipment", 24, "first")))) {
            ends.add(end(history));
        }
        assertThat(ends).hasSize(1);
        assertThat(ends.iterator().next()).contains("\"first\"");
    }

    @Test
    void factsWithoutAnUpdateTimeEndWithTheOneReadLast() throws IOException {
        Set<String> ends = new HashSet<>();
        for (List<Facts> history : permutations(List.of(
                untimed(facts(0, "on_hold", 10, "first")),
                untimed(facts(0, "on_hold", 20, "second")),
                untimed(facts(0, "on_hold", 30, "third")),
                untimed(facts(0, "on_hold", 40, "second"))))) {
            ends.add(end(history));
        }
        assertThat(ends).singleElement().asString().contains("\"second\"");
    }

    @Test
    void theRecipientThatWasOnceClearOutlivesMaskedOnes() throws IOException {
        Set<String> ends = new HashSet<>();
        for (List<Facts> history : permutations(List.of(
                recipient(facts(100, "on_hold", 10, ""), 100, true, "A***"),
                recipient(facts(200, "awaiting_shipment", 20, ""), 200, false, "Ann"),
                recipient(facts(250, "awaiting_shipment", 25, ""), 250, false, "Anna"),
                recipient(facts(300, "in_transit", 30, ""), 300, true, "A***")))) {
            ends.add(end(history));
        }
        assertThat(ends).hasSize(1);
        assertThat(ends.iterator().next())
                .contains("\"Anna\"")
                .contains("in_transit")
                .doesNotContain("***");
    }

    @Test
    void aRepeatedFactMakesNoRevisionAndNoMessage() throws IOException {
        Facts fact = facts(100, "on_hold", 10, "");
        end(List.of(fact, fact, fact));

        assertThat(database.sql("select max(revision) from entity where shop_id = :shop")
                        .param("shop", shop)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private String end(List<Facts> history) {
        String id = "9" + orders++;
        for (Facts fact : history) {
            Facts own = new Facts("order", shop, id, fact.updateTime(), fact.rank(), fact.readAt(), fact.content());
            transaction.executeWithoutResult(
                    status -> merge.merge(EntityAnswer.unasked(kinds.named("order"), List.of(own), false)));
        }
        return database.sql("select content::text from entity where shop_id = :shop and entity_id = :id")
                .param("shop", shop)
                .param("id", id)
                .query(String.class)
                .single();
    }

    private Facts facts(long updated, String status, long read, String note) throws IOException {
        ObjectNode content = (ObjectNode) new ObjectMapper().readTree(ORDER.toFile());
        content.remove("release");
        content.put("status", status)
                .put("sellerNote", note)
                .put("updatedAt", Instant.ofEpochSecond(updated).toString());
        return new Facts(
                "order",
                shop,
                "",
                Instant.ofEpochSecond(updated),
                Statuses.rank("order", status),
                Instant.ofEpochSecond(read),
                content);
    }

    private static Facts untimed(Facts facts) {
        return new Facts(
                facts.kind(), facts.shopId(), facts.entityId(), null, facts.rank(), facts.readAt(), facts.content());
    }

    private static Facts recipient(Facts facts, long asOf, boolean masked, String name) {
        facts.content()
                .putObject("recipient")
                .put("masked", masked)
                .put("asOf", Instant.ofEpochSecond(asOf).toString())
                .put("name", name);
        return facts;
    }

    private static List<List<Facts>> permutations(List<Facts> facts) {
        if (facts.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Facts>> all = new ArrayList<>();
        for (Facts first : facts) {
            List<Facts> others = new ArrayList<>(facts);
            others.remove(first);
            for (List<Facts> rest : permutations(others)) {
                List<Facts> whole = new ArrayList<>(List.of(first));
                whole.addAll(rest);
                all.add(whole);
            }
        }
        return all;
    }
}
