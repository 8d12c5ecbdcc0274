package io.creatorflow.tiktokshop.ingress;

import io.creatorflow.tiktokshop.api.AppSecrets;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the ingress together; the route receive-webhook names its beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngressSettings.class)
class IngressConfiguration {

    @Bean
    IngressMetrics ingressMetrics(MeterRegistry registry) {
        return new IngressMetrics(registry, Clock.systemUTC());
    }

    @Bean
    FilterRegistrationBean<WebhookGate> webhookGate(
            @Qualifier("webhookEngine") WebhookEngine engine, IngressSettings settings, IngressMetrics metrics) {
        Answers answers = new Answers(metrics, new RefusalLog(Clock.systemUTC()));
        FilterRegistrationBean<WebhookGate> gate =
                new FilterRegistrationBean<>(new WebhookGate(engine, answers, settings));
        gate.addUrlPatterns(WebhookGate.FOLDER + "*");
        gate.setDispatcherTypes(DispatcherType.REQUEST);
        gate.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return gate;
    }

    @Bean(defaultCandidate = false)
    WebhookEngine webhookEngine() {
        return new WebhookEngine();
    }

    @Bean
    WebhookSignature webhookSignature(AppSecrets secrets) {
        return new WebhookSignature(secrets::accepted);
    }

    @Bean
    Inbox inbox(JdbcTemplate database, IngressSettings settings, IngressMetrics metrics) {
        return new Inbox(new InboxTable(database, metrics), settings, metrics, Clock.systemUTC());
    }
}
