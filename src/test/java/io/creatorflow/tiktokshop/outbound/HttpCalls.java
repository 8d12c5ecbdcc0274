package io.creatorflow.tiktokshop.outbound;

import io.creatorflow.tiktokshop.api.BoundedHttpClient;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/** A route's way out and nothing else: the guarded components with a bounded client, and no database. */
final class HttpCalls implements AutoCloseable {

    static final int DEADLINE_MILLIS = 1000;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final BoundedHttpClient bounded = new BoundedHttpClient("test-deadline", DEADLINE_MILLIS, 1000);
    private final ProducerTemplate calls;

    HttpCalls(String privateNetworks) {
        this(privateNetworks, SSLContexts::createDefault);
    }

    HttpCalls(String privateNetworks, Supplier<SSLContext> trust) {
        AllowedAddresses addresses = new AllowedAddresses(privateNetworks);
        camel.addComponent("http", new GuardedHttp(addresses, trust.get()));
        camel.addComponent("https", new GuardedHttp(addresses, trust.get()));
        with("bounded", bounded);
        camel.start();
        calls = camel.createProducerTemplate();
    }

    /** Another client, to be named in the options of a call. */
    HttpCalls with(String name, HttpClientConfigurer client) {
        bind(name, client);
        return this;
    }

    /** What an option of a call may name. */
    void bind(String name, Object bean) {
        camel.getRegistry().bind(name, bean);
    }

    /** Calls by the bounded client; null when an answer came, whatever its status. */
    @Nullable
    Exception failure(String url) {
        return get(url, "bounded", "").getException();
    }

    /** Calls and returns the exchange as it ends. */
    Exchange get(String url, String client, String options) {
        return calls.request(
                url + "?httpClientConfigurer=#" + client + "&connectTimeout=500&throwExceptionOnFailure=false"
                        + options,
                exchange -> exchange.getIn().setHeader(Exchange.HTTP_METHOD, "GET"));
    }

    @Override
    public void close() {
        camel.stop();
        bounded.close();
    }
}
