package io.creatorflow.tiktokshop.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creatorflow.tiktokshop.support.Claims;
import io.creatorflow.tiktokshop.support.Statements;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;

/** Proofs and benchmark time the claims as the product makes them: a parameter that is new there is missed here, and not first when they run. */
class ClaimsFitTest {

    private static final Timestamp FRONT = Timestamp.from(Instant.EPOCH);
    private static final Map<String, Object> OF_DELIVERIES = Claims.ofDeliveries("analytics", 50, false, FRONT);
    private static final Map<String, Object> OF_HINTS = Claims.ofHints(FRONT);

    @Test
    void nothingThatTheClaimsAskForIsMissing() {
        assertThat(values("downstreams.ClaimDeliveries CLAIM", OF_DELIVERIES)).isNotEmpty();
        assertThat(values("entities.ClaimHints CLAIM", OF_HINTS)).isNotEmpty();
    }

    @Test
    void oneThatIsMissingIsFound() {
        assertThatThrownBy(() -> values("entities.ClaimHints CLAIM", OF_DELIVERIES))
                .isInstanceOf(InvalidDataAccessApiUsageException.class);
    }

    private static Object[] values(String claim, Map<String, Object> parameters) {
        return NamedParameterUtils.buildValueArray(
                NamedParameterUtils.parseSqlStatement(Statements.named(claim)),
                new MapSqlParameterSource(parameters),
                null);
    }
}
