package io.creatorflow.tiktokshop.durable;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class DatabaseConnectionsTest {

    @Autowired
    private DataSource pool;

    @Autowired
    private HealthContributorRegistry health;

    private final DataSource upkeep;

    DatabaseConnectionsTest(@Autowired ApplicationContext context) {
        this.upkeep = context.getBean("upkeepDataSource", DataSource.class);
    }

    @Test
    void statementsOfThePoolAreShortAndUpkeepMayTakeLong() throws Exception {
        assertThat(longestStatement(pool)).isEqualTo(Duration.ofSeconds(2));
        assertThat(longestStatement(upkeep)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void upkeepUsesAConnectionAgain() {
        JdbcClient database = JdbcClient.create(upkeep);
        String backend = "select pg_backend_pid()";

        assertThat(Stream.generate(
                                () -> database.sql(backend).query(Integer.class).single())
                        .limit(20)
                        .distinct())
                .as("others may have come between, but no connection was made for each statement")
                .hasSizeLessThan(10);
    }

    @Test
    void aTransactionEndsBeforeTheLeaseOfAReplicaThatStoppedWithinIt() {
        for (DataSource source : new DataSource[] {pool, upkeep}) {
            assertThat(JdbcClient.create(source)
                            .sql("select setting::integer from pg_settings"
                                    + " where name = 'idle_in_transaction_session_timeout'")
                            .query(Long.class)
                            .single())
                    .isPositive()
                    .isLessThan(Leases.LENGTH.toMillis());
        }
    }

    @Test
    void healthAsksThePoolAlone() {
        assertThat(health.getContributor("db")).isInstanceOf(HealthIndicator.class);
    }

    private static Duration longestStatement(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return Duration.ofMillis(connection.getNetworkTimeout());
        }
    }
}
