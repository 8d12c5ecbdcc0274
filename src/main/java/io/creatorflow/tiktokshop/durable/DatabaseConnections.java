package io.creatorflow.tiktokshop.durable;

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
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The two ways to the database: the pool, whose statements are short, and connections for upkeep, which may take long. */
@Configuration(proxyBeanMethods = false)
class DatabaseConnections {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_UPKEEP = Duration.ofMinutes(10);

    /** Lets the pool make its connections by a {@link SteadyDataSource}. */
    @Bean
    static BeanPostProcessor steadyPool() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    pool.setDataSource(new SteadyDataSource(driver(pool), PATIENCE));
                }
                return bean;
            }
        };
    }

    /** For vacuum, and for new and old days. By name only: nothing else, and no health check, is to use it unawares. */
    @Bean(autowireCandidate = false)
    DataSource upkeepDataSource(HikariDataSource pool) {
        return upkeep(pool);
    }

    /** Migrations may take long, too. */
    @Bean
    FlywayConfigurationCustomizer migrations(HikariDataSource pool) {
        return flyway -> flyway.dataSource(upkeep(pool));
    }

    /** A connection each time, as they are rare; it is made with the settings of the pool, and only then given the time. */
    private static DataSource upkeep(HikariDataSource pool) {
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
