package io.creatorflow.tiktokshop.entities;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of after-sales: what buyers and sellers undo. */
@Configuration(proxyBeanMethods = false)
class AfterSales {

    @Bean
    Kind cancellationKind() {
        return new AfterSalesKind("cancellation", "cancellations", "cancel_id", "cancel_ids");
    }

    @Bean
    Kind returnKind() {
        return new AfterSalesKind("return", "return_orders", "return_id", "return_ids");
    }
}
