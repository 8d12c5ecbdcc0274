package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.HeaderAllowList;
import java.util.Set;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the routes of the authorization refer to by name. */
@Configuration(proxyBeanMethods = false)
class AuthorizationConfiguration {

    /** What passes between a browser and these routes. Camel's own filter would keep {@code Cache-Control} back. */
    @Bean("browserHeaders")
    HeaderAllowList browserHeaders() {
        return new HeaderAllowList(
                Set.of(
                        "content-type",
                        "cache-control",
                        "referrer-policy",
                        "x-content-type-options",
                        "content-security-policy",
                        "location",
                        "set-cookie"),
                Set.of("region", "code", "state", "error", "cookie"));
    }

    /** Brings what became of each shop together, in the order of the shops. */
    @Bean("listOfBodies")
    AggregationStrategy listOfBodies() {
        return new GroupedBodyAggregationStrategy();
    }
}
