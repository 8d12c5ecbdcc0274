package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads for people: on a connection of its own, so that the pool of the durable path is never waited for, with the plan that
 * suits each question, and at most 20 seconds.
 */
@Component
class Rows {

    private static final String FOR_PEOPLE = """
            select set_config('transaction_read_only', 'on', true), set_config('statement_timeout', '20s', true),
              set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true),
              set_config('enable_bitmapscan', 'on', true), set_config('enable_sort', 'on', true)
            """;

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;

    Rows(BeanFactory beans, ObjectMapper json) {
        DataSource upkeep = beans.getBean("upkeepDataSource", DataSource.class);
        this.database = JdbcClient.create(upkeep);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(upkeep));
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.json = json;
    }

    /** Asks several questions on one connection, about one state of the database. */
    <T> T together(Function<JdbcClient, T> questions) {
        return Objects.requireNonNull(transaction.execute(status -> {
            database.sql(FOR_PEOPLE).query().listOfRows();
            return questions.apply(database);
        }));
    }

    /**
     * Asks.
     *
     * @param sql the question; its columns become the members of each object, times in RFC 3339
     * @param parameters by name; a null has to be cast in the question
     */
    List<ObjectNode> read(String sql, Map<String, ?> parameters) {
        return together(reader -> reader.sql(sql)
                .params(parameters)
                .query((row, number) -> object(row))
                .list());
    }

    /**
     * A page of what a question finds, each item with why and the mend.
     *
     * @param list its parameters, {@code limit} among them
     * @param keys members of an item that tell its place
     */
    Page page(String sql, Map<String, ?> list, Function<ObjectNode, Sentences> sentences, String... keys) {
        List<ObjectNode> items = read(sql, list);
        items.forEach(item -> sentences.apply(item).addTo(item));
        return Page.of(items, ((Number) Objects.requireNonNull(list.get("limit"))).intValue(), keys);
    }

    private ObjectNode object(ResultSet row) throws SQLException {
        ObjectNode object = json.createObjectNode();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            object.set(row.getMetaData().getColumnLabel(column), value(row.getObject(column)));
        }
        return object;
    }

    private JsonNode value(@Nullable Object value) throws SQLException {
        if (value instanceof Timestamp time) {
            return json.valueToTree(time.toInstant().toString());
        } else if (value instanceof Array array) {
            return json.valueToTree(array.getArray());
        }
        return json.valueToTree(value);
    }
}
