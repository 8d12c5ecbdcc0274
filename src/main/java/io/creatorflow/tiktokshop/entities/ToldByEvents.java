package io.creatorflow.tiktokshop.entities;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of which only events tell. */
@Configuration(proxyBeanMethods = false)
class ToldByEvents {

    @Bean
    Kind stockAlertKind() {
        return new EventKind("stock-alert", "skuId");
    }

    @Bean
    Kind invoiceKind() {
        return new EventKind("invoice", "packageId");
    }
}
