package io.creatorflow.tiktokshop.outbound;

import org.apache.hc.core5.ssl.SSLContexts;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Camel's HTTP components, under the names by which it finds them. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

    @Bean
    AllowedAddresses allowedAddresses(@Value("${outbound.private-networks}") String privateNetworks) {
        return new AllowedAddresses(privateNetworks);
    }

    @Bean("http-component")
    GuardedHttp http(AllowedAddresses addresses) {
        return new GuardedHttp(addresses, SSLContexts.createDefault());
    }

    @Bean("https-component")
    GuardedHttp https(AllowedAddresses addresses) {
        return new GuardedHttp(addresses, SSLContexts.createDefault());
    }
}
