package io.creatorflow.tiktokshop.erasure;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions on connections whose statements may take long, as they look through whole tables. */
@Component
class Upkeep {

    /** Keeps every digit: what is not erased is written as it was read. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JdbcClient database;
    private final TransactionTemplate transaction;

    Upkeep(@Value("#{upkeepDataSource}") DataSource upkeep) {
        this.database = JdbcClient.create(upkeep);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(upkeep));
    }

    /** Runs work in one transaction. */
    <T> T in(Function<JdbcClient, T> work) {
        T result = transaction.execute(status -> work.apply(database));
        if (result == null) {
            throw new IllegalStateException("work has a result");
        }
        return result;
    }
}
