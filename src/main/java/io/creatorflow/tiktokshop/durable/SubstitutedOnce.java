package io.creatorflow.tiktokshop.durable;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCreatorFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ConcurrentReferenceHashMap.ReferenceType;

/**
 * Puts {@code ?} in the place of {@code :names} once for each statement instead of at each execution. The driver finds what it has prepared by the
 * statement's text: the same text is neither built, hashed nor compared again. This is right as long as a statement has as many places at each
 * execution, so values that are lists are refused; they go as arrays.
 */
final class SubstitutedOnce extends NamedParameterJdbcTemplate {

    /** For as long as the statement is among those that the template remembers. */
    private final Map<ParsedSql, PreparedStatementCreatorFactory> substituted =
            new ConcurrentReferenceHashMap<>(256, ReferenceType.WEAK);

    SubstitutedOnce(JdbcOperations classic) {
        super(classic);
    }

    /** Its callers do not change it, as none asks for generated keys. */
    @Override
    protected PreparedStatementCreatorFactory getPreparedStatementCreatorFactory(
            ParsedSql statement, SqlParameterSource values) {
        PreparedStatementCreatorFactory known = substituted.get(statement);
        if (known != null) {
            return known;
        }
        refuseLists(values);
        PreparedStatementCreatorFactory made = super.getPreparedStatementCreatorFactory(statement, values);
        substituted.put(statement, made);
        return made;
    }

    private static void refuseLists(SqlParameterSource values) {
        String[] names = values.getParameterNames();
        if (names != null && Stream.of(names).map(values::getValue).anyMatch(Iterable.class::isInstance)) {
            throw new IllegalArgumentException(
                    "A list has another number of places each time: give an array, as in = any (:ids)");
        }
    }
}
