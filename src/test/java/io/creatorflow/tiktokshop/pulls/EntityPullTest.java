package io.creatorflow.tiktokshop.pulls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.creatorflow.tiktokshop.entities.EntityAnswer;
import io.creatorflow.tiktokshop.entities.Facts;
import io.creatorflow.tiktokshop.entities.Kinds;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shop of these tests is not connected, so that its hints stay where they can be seen. */
@IntegrationTest
class EntityPullTest {

    private static final Instant UPDATED = Instant.ofEpochSecond(1_760_000_000);

    @Autowired
    private EntityPull pull;

    @Autowired
    private Kinds kinds;

    @Autowired
    private JdbcClient database;

    private final String shop = "unconnected-" + UUID.randomUUID();

    @AfterEach
    void nobodyAsksAnyMore() {
        database.sql("delete from hint where shop_id = :shop")
                .param("shop", shop)
                .update();
    }

    @Test
    void anOrderOfAPageThatCouldNotBeMergedIsAskedForInTheStateThatThePageHasShown() {
        pull.askInstead(page(order("one", UPDATED), order("two", UPDATED.plusSeconds(7))));

        assertThat(hints()).containsExactly(entry("one", UPDATED), entry("two", UPDATED.plusSeconds(7)));
    }

    @Test
    void anOrderThatIsAskedForInANewerStateStaysSo() {
        pull.askInstead(page(order("one", UPDATED)));
        pull.askInstead(page(order("one", UPDATED.minusSeconds(60))));

        assertThat(hints()).containsExactly(entry("one", UPDATED));
    }

    private EntityAnswer page(Facts... orders) {
        return EntityAnswer.unasked(kinds.named("order"), List.of(orders), true);
    }

    private Facts order(String id, Instant updated) {
        return new Facts("order", shop, id, updated, 1, Instant.now(), JsonNodeFactory.instance.objectNode());
    }

    private Map<String, Instant> hints() {
        Map<String, Instant> hints = new LinkedHashMap<>();
        database.sql("select entity_id, newest_event from hint where shop_id = :shop and lane = 1 order by entity_id")
                .param("shop", shop)
                .query(row -> {
                    hints.put(
                            row.getString("entity_id"),
                            row.getTimestamp("newest_event").toInstant());
                });
        return hints;
    }
}
