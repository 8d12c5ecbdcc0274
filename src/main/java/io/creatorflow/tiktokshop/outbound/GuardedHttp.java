package io.creatorflow.tiktokshop.outbound;

import java.util.Arrays;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.socket.PlainConnectionSocketFactory;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * The components {@code http} and {@code https}, for every route alike: a connection is made to an allowed address only, by TLS 1.2
 * or later where it is https, to a host whose certificate is good for its name. No option of an endpoint turns any of it off.
 */
final class GuardedHttp extends HttpComponent {

    private static final String[] TLS = {"TLSv1.3", "TLSv1.2"};

    private final AllowedAddresses addresses;
    private final SSLContext trust;

    /**
     * Makes one.
     *
     * @param trust whose certificates are trusted
     */
    GuardedHttp(AllowedAddresses addresses, SSLContext trust) {
        this.addresses = addresses;
        this.trust = trust;
    }

    @Override
    protected Registry<ConnectionSocketFactory> createConnectionRegistry(
            HostnameVerifier ignored, SSLContextParameters ignoredToo, boolean useSystemProperties) {
        return RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", PlainConnectionSocketFactory.getSocketFactory())
                .register(
                        "https",
                        new SSLConnectionSocketFactory(
                                trust, Arrays.copyOf(TLS, TLS.length), null, new DefaultHostnameVerifier()))
                .build();
    }

    @Override
    protected HttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> registry, int most, int mostOfARoute, SocketConfig sockets) {
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager(
                registry,
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                null,
                addresses,
                null);
        connections.setMaxTotal(most > 0 ? most : getMaxTotalConnections());
        connections.setDefaultMaxPerRoute(mostOfARoute > 0 ? mostOfARoute : getConnectionsPerRoute());
        connections.setDefaultSocketConfig(sockets);
        return connections;
    }
}
