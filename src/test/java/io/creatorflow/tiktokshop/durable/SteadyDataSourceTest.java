package io.creatorflow.tiktokshop.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

class SteadyDataSourceTest {

    private final Connection connection = (Connection) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> null);

    private final AtomicInteger attempts = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P03"})
    void aDatabaseThatIsAwayIsAskedAgainUntilItIsBack(String state) throws Exception {
        long began = System.nanoTime();

        assertThat(steady(state, 3, Duration.ofMinutes(1)).getConnection("user", "password"))
                .isSameAs(connection);

        assertThat(attempts).hasValue(4);
        assertThat(System.nanoTime() - began)
                .isGreaterThan(Duration.ofMillis(390).toNanos());
    }

    @Test
    void whatAskingAgainDoesNotMendIsToldAtOnce() {
        assertThatThrownBy(() -> steady("28P01", 3, Duration.ofMinutes(1)).getConnection())
                .isInstanceOf(SQLException.class);

        assertThat(attempts).hasValue(1);
    }

    @Test
    void afterAWhileThePoolIsToldWhyThereIsNone() {
        assertThatThrownBy(() -> steady("08001", 100, Duration.ofMillis(300)).getConnection())
                .hasMessageStartingWith("attempt");

        assertThat(attempts).hasValueBetween(2, 10);
    }

    @Test
    void aPoolThatStopsIsNotHeldUp() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> steady("08001", 100, Duration.ofMinutes(1)).getConnection())
                .hasMessage("attempt 1");
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    private DataSource steady(String state, int failures, Duration patience) {
        return new SteadyDataSource(
                new AbstractDataSource() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        if (attempts.incrementAndGet() <= failures) {
                            throw new SQLException("attempt " + attempts, state);
                        }
                        return connection;
                    }

                    @Override
                    public Connection getConnection(String username, String password) throws SQLException {
                        return getConnection();
                    }
                },
                patience);
    }
}
