package io.creatorflow.tiktokshop.api;

import java.util.Set;
import org.apache.camel.spi.ThreadPoolProfile;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The HTTP client and the threads of {@code routes/api}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
class ApiConfiguration {

    private static final int REPEATING_THREADS = 32;

    @Bean
    BoundedHttpClient tiktokShopHttpClient(ApiSettings settings) {
        return new BoundedHttpClient(
                "tiktok-shop-deadline", settings.callDeadline().toMillis(), settings.largestAnswerBytes());
    }

    @Bean
    HeaderAllowList tiktokShopHeaders() {
        return new HeaderAllowList(
                Set.of("x-tts-access-token", "content-type", BoundedHttpClient.REMAINING_MILLIS),
                Set.of("retry-after", "date", BoundedHttpClient.EXCHANGE_NANOS));
    }

    /** Attempts after the first run on these threads, so that a wait holds no caller's thread. */
    @Bean
    ThreadPoolProfile apiRepeats() {
        ThreadPoolProfile profile = new ThreadPoolProfile("apiRepeats");
        profile.setPoolSize(REPEATING_THREADS);
        profile.setMaxPoolSize(REPEATING_THREADS);
        return profile;
    }
}
