package io.creatorflow.tiktokshop.settings;

import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all features share. */
@Configuration(proxyBeanMethods = false)
class Wiring {

    /** Kamelets come from the routes folder and leave errors to the route that uses them. */
    @Bean
    ComponentCustomizer kamelets(@Value("${routes.dir}") String folder) {
        return ComponentCustomizer.builder(KameletComponent.class).build((name, component) -> {
            component.setLocation("file:" + folder + "/kamelets");
            component.setNoErrorHandler(true);
        });
    }
}
