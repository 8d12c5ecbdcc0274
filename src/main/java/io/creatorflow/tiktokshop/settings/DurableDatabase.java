package io.creatorflow.tiktokshop.settings;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/** Refuses a database that would lose what was acknowledged, before anything else touches it. */
@Component
public class DurableDatabase implements BeanPostProcessor {

    private static final String NOT_DURABLE = """
            select name from pg_settings where name in ('fsync', 'full_page_writes') and setting = 'off'
            or name = 'synchronous_commit' and setting in ('off', 'local') order by name
            """;

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource source) {
            check(source);
        }
        return bean;
    }

    /**
     * Looks whether the database of these settings is there and durable.
     *
     * @throws BadSettingException naming the PostgreSQL setting that is off
     * @throws IllegalStateException when it cannot be reached
     */
    public static void check(Environment settings) {
        check(new DriverManagerDataSource(
                settings.getProperty("spring.datasource.url", ""),
                settings.getProperty("spring.datasource.username", ""),
                settings.getProperty("spring.datasource.password", "")));
    }

    /**
     * Checks.
     *
     * @throws BadSettingException naming the PostgreSQL setting that is off
     */
    static void check(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet off = statement.executeQuery(NOT_DURABLE)) {
            if (off.next()) {
                throw new BadSettingException("PostgreSQL would lose acknowledged webhooks, as " + off.getString("name")
                        + " is off for it: set " + off.getString("name") + " = on in postgresql.conf.");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be reached", e);
        }
    }
}
