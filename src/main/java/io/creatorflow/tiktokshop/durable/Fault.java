package io.creatorflow.tiktokshop.durable;

import java.util.Objects;
import org.apache.camel.CamelExchangeException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Who is at fault when a batch fails: the database, or one of its members. */
public final class Fault {

    private Fault() {}

    /** What went wrong, without the wrapping that a split puts around it. */
    public static Throwable of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CamelExchangeException && cause.getCause() != null) {
            cause = Objects.requireNonNull(cause.getCause());
        }
        return cause;
    }

    /** Whether it is the database: it cannot be reached, is too busy, or chose this transaction to end a conflict. */
    public static boolean isOfDatabase(Throwable thrown) {
        Throwable cause = of(thrown);
        return cause instanceof TransientDataAccessException
                || cause instanceof RecoverableDataAccessException
                || cause instanceof NonTransientDataAccessResourceException
                || cause instanceof TransactionException;
    }
}
