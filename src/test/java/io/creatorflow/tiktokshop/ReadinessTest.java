package io.creatorflow.tiktokshop;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.autoconfigure.availability.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.availability.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.jdbc.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What the settings of the program make of the two probes, on a database of one's choice. */
@IntegrationTest
class ReadinessTest {

    @Autowired
    private HikariDataSource pool;

    @Test
    void withItsDatabaseItIsReady() {
        run(pool.getJdbcUrl(), context -> {
            assertThat(health(context, "readiness")).isEqualTo(Status.UP);
            assertThat(health(context, "liveness")).isEqualTo(Status.UP);
        });
    }

    @Test
    void withoutItsDatabaseItIsNotReadyButLives() throws IOException {
        run("jdbc:postgresql://127.0.0.1:" + closedPort() + "/none", context -> {
            assertThat(health(context, "readiness")).isEqualTo(Status.DOWN);
            assertThat(health(context, "liveness")).isEqualTo(Status.UP);
        });
    }

    private void run(String url, java.util.function.Consumer<ApplicationContext> test) {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(
                        "spring.datasource.url=" + url,
                        "spring.datasource.username=" + pool.getUsername(),
                        "spring.datasource.password=" + pool.getPassword(),
                        "spring.datasource.hikari.maximum-pool-size=1")
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceHealthContributorAutoConfiguration.class,
                        ApplicationAvailabilityAutoConfiguration.class,
                        AvailabilityHealthContributorAutoConfiguration.class,
                        AvailabilityProbesAutoConfiguration.class,
                        HealthContributorAutoConfiguration.class,
                        HealthEndpointAutoConfiguration.class))
                .run(context -> {
                    AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
                    AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
                    test.accept(context);
                });
    }

    private static Status health(ApplicationContext context, String probe) {
        return context.getBean(HealthEndpoint.class).healthForPath(probe).getStatus();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
