package io.creatorflow.tiktokshop.durable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Knocks five times a second while the database is away. The pool by itself waits twice as long after each failure, up to
 * five seconds, and would be that late when the database is back.
 */
final class SteadyDataSource extends DelegatingDataSource {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyDataSource.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Duration patience;

    /**
     * Around the driver.
     *
     * @param patience after which the pool is told why there is no connection; it then asks again
     */
    SteadyDataSource(DataSource driver, Duration patience) {
        super(driver);
        this.patience = patience;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return knock(super::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return knock(() -> super.getConnection(username, password));
    }

    private interface Attempt {
        Connection connect() throws SQLException;
    }

    private Connection knock(Attempt attempt) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (true) {
            try {
                return attempt.connect();
            } catch (SQLException e) {
                if (!isAway(e)
                        || System.nanoTime() > end
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                if (!told) {
                    LOG.warn("The database takes no connection and is asked again: {}", e.getMessage());
                    told = true;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Not reachable (08), or stopping or starting (57P). */
    private static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
}
