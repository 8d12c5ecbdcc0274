package io.creatorflow.tiktokshop.settings;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Refuses a database that would lose what was acknowledged, before anything else touches it. */
@Component
class DurableDatabase implements BeanPostProcessor {

    private static final List<String> MUST_BE_ON = List.of("fsync", "full_page_writes");

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource source) {
            check(source);
        }
        return bean;
    }

    static void check(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : MUST_BE_ON) {
                if (!"on".equals(show(statement, setting))) {
                    throw new BadSettingException("PostgreSQL runs with " + setting
                            + " off and may lose acknowledged webhooks: set " + setting + " = on in postgresql.conf.");
                }
            }
            if (List.of("off", "local").contains(show(statement, "synchronous_commit"))) {
                throw new BadSettingException(
                        "synchronous_commit is off for this connection and acknowledged webhooks may be"
                                + " lost: set synchronous_commit = on in postgresql.conf.");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be reached", e);
        }
    }

    private static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
