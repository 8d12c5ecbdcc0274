package io.creatorflow.tiktokshop.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.sql.Types;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class SubstitutedOnceTest {

    private static final String SUM = "select :one::integer + :two::integer + :one::integer";

    @Autowired
    private JdbcClient database;

    @Autowired
    private NamedParameterJdbcOperations operations;

    @Test
    void theSameStatementIsTheSameText() {
        SubstitutedOnce statements = new SubstitutedOnce(operations.getJdbcOperations());
        ParsedSql statement = NamedParameterUtils.parseSqlStatement(SUM);

        assertThat(statements
                        .getPreparedStatementCreatorFactory(statement, values(1, 2))
                        .getSql())
                .isEqualTo("select ?::integer + ?::integer + ?::integer")
                .isSameAs(statements
                        .getPreparedStatementCreatorFactory(statement, values(3, 4))
                        .getSql());
    }

    @Test
    void eachExecutionHasItsOwnValues() {
        assertThat(operations).isInstanceOf(SubstitutedOnce.class);
        assertThat(IntStream.range(0, 3).mapToObj(i -> sum(i, 10))).containsExactly(10, 12, 14);
    }

    @Test
    void aNullIsAValueToo() {
        String sql = "select coalesce(:value::integer, 7)";

        assertThat(database.sql(sql)
                        .param("value", null, Types.INTEGER)
                        .query(Integer.class)
                        .single())
                .isEqualTo(7);
        assertThat(database.sql(sql)
                        .param("value", 3, Types.INTEGER)
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void aListIsRefusedWithTheMend() {
        assertThatThrownBy(() -> database.sql("select 1 where 1 in (:ids)")
                        .param("ids", List.of(1, 2))
                        .query(Integer.class)
                        .list())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give an array, as in = any (:ids)");
    }

    @Test
    void aMissingValueIsTold() {
        sum(1, 2);

        assertThatThrownBy(() ->
                        database.sql(SUM).param("one", 1).query(Integer.class).single())
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("two");
    }

    private Integer sum(int one, int two) {
        return database.sql(SUM)
                .param("one", one)
                .param("two", two)
                .query(Integer.class)
                .single();
    }

    private static MapSqlParameterSource values(int one, int two) {
        return new MapSqlParameterSource("one", one).addValue("two", two);
    }
}
