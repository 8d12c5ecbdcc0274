package io.creatorflow.tiktokshop;

import io.creatorflow.tiktokshop.settings.RequiredSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The integration itself, and the entry point that starts it. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan(
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "io\\.creatorflow\\.tiktokshop\\.(sandbox|development)\\..*"))
public class TikTokShopIntegration {

    /**
     * Starts the integration in production mode.
     *
     * @param args Spring Boot options such as {@code --routes.dir=…}
     */
    public static void main(String[] args) {
        SpringApplication integration = new SpringApplication(TikTokShopIntegration.class);
        integration.addInitializers(new RequiredSettings());
        try {
            integration.run(args);
        } catch (RuntimeException e) {
            System.exit(1);
        }
    }
}
