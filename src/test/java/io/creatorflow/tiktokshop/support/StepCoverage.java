package io.creatorflow.tiktokshop.support;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Notes which steps of the routes were entered in this JVM, in every Camel context that a test starts by Spring Boot
 * ({@code META-INF/spring.factories} names this class). Clauses such as {@code when} are no steps and are not noted.
 */
public final class StepCoverage
        implements InterceptStrategy, ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Set<String> ENTERED = ConcurrentHashMap.newKeySet();

    /** Ids of the steps that an exchange has entered so far. */
    public static Set<String> entered() {
        return new TreeSet<>(ENTERED);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().registerSingleton("stepCoverage", this);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode step, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                ENTERED.add(step.getId());
                return super.process(exchange, callback);
            }
        };
    }
}
