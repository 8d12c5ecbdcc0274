package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.api.BoundedHttpClient;
import io.creatorflow.tiktokshop.api.HeaderAllowList;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The HTTP client of the downstreams. */
@Configuration(proxyBeanMethods = false)
class DownstreamConfiguration {

    /** A receiver's answer says something by its status and headers only. */
    @Bean
    BoundedHttpClient downstreamHttpClient(@Value("${deliveries.deadline}") Duration deadline) {
        return BoundedHttpClient.statusOnly("downstream-deadlines", deadline.toMillis());
    }

    @Bean
    HeaderAllowList downstreamHeaders() {
        return new HeaderAllowList(
                Set.of("content-type", "webhook-id", "webhook-timestamp", "webhook-signature"), Set.of("retry-after"));
    }
}
