package io.creatorflow.tiktokshop.durable;

import java.sql.SQLException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells a database that is away, or two transactions in each other's way, from data that is at fault. */
public final class DatabaseTrouble {

    private static final String IDLE_IN_TRANSACTION = "25P03";

    private DatabaseTrouble() {}

    /** Whether trying the same again may succeed, whatever the failure is wrapped in. */
    public static boolean is(Throwable failure) {
        return find(TransientDataAccessException.class, failure) != null
                || find(RecoverableDataAccessException.class, failure) != null
                || find(NonTransientDataAccessResourceException.class, failure) != null
                || find(TransactionException.class, failure) != null
                || pausedTooLong(find(SQLException.class, failure));
    }

    /** The database ended the session of a transaction that went on too late; Spring has no name for that. */
    private static boolean pausedTooLong(@Nullable SQLException failure) {
        return failure != null && IDLE_IN_TRANSACTION.equals(failure.getSQLState());
    }

    /** The failure of this type within a failure that wraps it; null when there is none. */
    public static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
        return ObjectHelper.getException(type, failure);
    }
}
