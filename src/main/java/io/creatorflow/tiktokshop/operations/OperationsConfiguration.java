package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the gate before the API. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

    @Bean
    FilterRegistrationBean<OperationsGate> operationsGate(OperationsKeys keys, ObjectMapper json) {
        FilterRegistrationBean<OperationsGate> gate = new FilterRegistrationBean<>(new OperationsGate(keys, json));
        gate.addUrlPatterns(OperationsGate.FOLDER, OperationsGate.FOLDER + "/*");
        gate.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return gate;
    }
}
