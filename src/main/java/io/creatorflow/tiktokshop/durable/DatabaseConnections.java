package io.creatorflow.tiktokshop.durable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The two ways to the database: the pool, whose statements are short, and a pool for upkeep, whose statements may take long. */
@Configuration(proxyBeanMethods = false)
class DatabaseConnections {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_UPKEEP = Duration.ofMinutes(10);
    private static final Duration LONGEST_WAIT_FOR_UPKEEP = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final int MOST_FOR_UPKEEP = 10;

    /** Lets the pool make its connections by a {@link SteadyDataSource}. */
    @Bean
    static BeanPostProcessor steadyPool() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getDataSource() == null) {
                    pool.setDataSource(new SteadyDataSource(driver(pool), PATIENCE));
                }
                return bean;
            }
        };
    }

    /**
     * For vacuum, for new and old days, and for what people ask. By name only: nothing else, and no health check, is to use it unawares. A
     * connection stays for a while, since a new one has to read the catalog and to plan first: 67 ms of a processor for what takes 9 ms
     * afterwards.
     */
    @Bean(autowireCandidate = false)
    HikariDataSource upkeepDataSource(HikariDataSource pool) {
        HikariConfig upkeep = new HikariConfig();
        upkeep.setPoolName("upkeep");
        upkeep.setDataSource(new SteadyDataSource(patient(pool), PATIENCE));
        upkeep.setMaximumPoolSize(MOST_FOR_UPKEEP);
        upkeep.setMinimumIdle(0);
        upkeep.setIdleTimeout(IDLE.toMillis());
        upkeep.setConnectionTimeout(LONGEST_WAIT_FOR_UPKEEP.toMillis());
        upkeep.setValidationTimeout(pool.getValidationTimeout());
        upkeep.setInitializationFailTimeout(-1);
        return new HikariDataSource(upkeep);
    }

    /** What the client of the database's statements uses. */
    @Bean
    NamedParameterJdbcTemplate statements(JdbcTemplate classic) {
        return new SubstitutedOnce(classic);
    }

    /** Migrations may take long, too. */
    @Bean
    FlywayConfigurationCustomizer migrations(HikariDataSource pool) {
        return flyway -> flyway.dataSource(patient(pool));
    }

    /** A connection is made with the settings of the pool, and only then given the time. */
    private static DataSource patient(HikariDataSource pool) {
        return new DelegatingDataSource(driver(pool)) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setNetworkTimeout(Runnable::run, (int) LONGEST_UPKEEP.toMillis());
                return connection;
            }
        };
    }

    private static DataSource driver(HikariDataSource pool) {
        return new DriverDataSource(
                pool.getJdbcUrl(),
                pool.getDriverClassName(),
                pool.getDataSourceProperties(),
                pool.getUsername(),
                pool.getPassword());
    }
}
