package io.creatorflow.tiktokshop.api;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.stereotype.Component;

/**
 * Hands a failure on as a new one. A route that has repeated a call marks its failure as dealt with, and the error handling of
 * the route that asked would pass it by; under this policy it sees the failure as its own.
 */
@Component("newFailure")
public class NewFailure implements Policy {

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to change in the steps
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return new DelegateAsyncProcessor(steps) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return super.process(exchange, synchronously -> {
                    forget(exchange.getExchangeExtension());
                    callback.done(synchronously);
                });
            }
        };
    }

    private static void forget(ExchangeExtension marks) {
        marks.setRedeliveryExhausted(false);
        marks.setFailureHandled(false);
        marks.setErrorHandlerHandled(null);
    }
}
