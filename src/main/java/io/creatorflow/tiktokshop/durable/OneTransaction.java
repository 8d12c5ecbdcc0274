package io.creatorflow.tiktokshop.durable;

import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.spi.UnitOfWork;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the step {@code transacted} does: its steps run in one transaction, and when one fails, all is rolled back before
 * the calling route hears of it. Camel's own policy brings an error handler along that keeps failures from the caller's.
 */
@Component("oneTransaction")
public class OneTransaction implements TransactedPolicy {

    private final TransactionTemplate transaction;

    OneTransaction(TransactionTemplate transaction) {
        this.transaction = transaction;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to prepare
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> run(steps, exchange);
    }

    private void run(Processor steps, Exchange exchange) {
        UnitOfWork unit = exchange.getUnitOfWork();
        unit.beginTransactedBy(this);
        try {
            transaction.executeWithoutResult(status -> {
                process(steps, exchange);
                if (exchange.getException() != null || exchange.isRollbackOnly()) {
                    status.setRollbackOnly();
                }
            });
        } catch (TransactionException e) {
            exchange.setException(e);
        } finally {
            unit.endTransactedBy(this);
        }
    }

    private static void process(Processor steps, Exchange exchange) {
        try {
            steps.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }
}
