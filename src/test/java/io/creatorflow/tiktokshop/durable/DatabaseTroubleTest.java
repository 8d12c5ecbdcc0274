package io.creatorflow.tiktokshop.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

class DatabaseTroubleTest {

    @Test
    void anUnreachableDatabaseAndALostConflictAreTheDatabasesFault() {
        assertThat(new Exception[] {
                    new DataAccessResourceFailureException("gone"),
                    new CannotCreateTransactionException("gone"),
                    new CannotAcquireLockException("deadlock"),
                    new OptimisticLockingFailureException("changed meanwhile")
                })
                .allMatch(DatabaseTrouble::is);
    }

    @Test
    void aTransactionThatTheDatabaseEndedAsItWentOnTooLateIsTheDatabasesFault() {
        SQLException ended = new SQLException("terminating connection due to idle-in-transaction timeout", "25P03");

        assertThat(DatabaseTrouble.is(new UncategorizedSQLException("merge", null, ended)))
                .isTrue();
        assertThat(DatabaseTrouble.is(new UncategorizedSQLException("merge", null, new SQLException("no", "25006"))))
                .isFalse();
    }

    @Test
    void badDataAndOurOwnErrorsAreNot() {
        assertThat(new Exception[] {new DataIntegrityViolationException("no"), new IllegalStateException("no")})
                .noneMatch(DatabaseTrouble::is);
    }

    @Test
    void theWrappingOfASplitIsSeenThrough() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exception cause = new CannotAcquireLockException("deadlock");
            Exception wrapped = new CamelExchangeException("number 3", new DefaultExchange(camel), cause);

            assertThat(DatabaseTrouble.find(CannotAcquireLockException.class, wrapped))
                    .isSameAs(cause);
            assertThat(DatabaseTrouble.is(wrapped)).isTrue();
        }
    }
}
