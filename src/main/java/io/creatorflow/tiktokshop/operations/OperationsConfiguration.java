package io.creatorflow.tiktokshop.operations;

import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Puts the gate before the API, and closes what is not meant to be open. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

    @Bean
    FilterRegistrationBean<OperationsGate> operationsGate(Callers callers, ProblemWriter problems) {
        FilterRegistrationBean<OperationsGate> gate =
                new FilterRegistrationBean<>(new OperationsGate(callers, problems));
        gate.addUrlPatterns(OperationsGate.FOLDER, OperationsGate.FOLDER + "/*");
        gate.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return gate;
    }

    /** As a bean of this type it is found by every mapping, that of the actuator among them. */
    @Bean
    MappedInterceptor defaultDeny(
            @Value("${access.public-paths}") Set<String> open,
            Doors doors,
            RefusedCalls refused,
            ProblemWriter problems) {
        return new MappedInterceptor(new String[] {"/**"}, new DefaultDeny(open, doors, refused, problems));
    }
}
