package io.creatorflow.tiktokshop.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.TikTokShopIntegration;
import io.creatorflow.tiktokshop.settings.DurableDatabase;
import io.creatorflow.tiktokshop.settings.RequiredSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The command {@code doctor}: examines an installation from beside it, and says of each thing that it is ok, or what to do. It serves and
 * claims nothing: only the routes that it needs are there, and beans that nothing asks for are not made.
 */
public final class Doctor {

    private static final String ROUTES = Stream.of(
                    "error-handling.camel.yaml",
                    "doctor/*.camel.yaml",
                    "api/*.camel.yaml",
                    "webhooks/register-webhooks.camel.yaml",
                    "authorization/refresh-seller-token.camel.yaml")
            .map(file -> "file:${routes.dir}/" + file)
            .collect(Collectors.joining(","));

    private Doctor() {}

    /**
     * Examines and prints. The process ends with status 0 if all is ok, with 2 if something has to be mended, and with 1 if it could not
     * start.
     *
     * @param args {@code --json} for machines, then Spring Boot options such as {@code --doctor.shops=…}
     */
    public static void main(String[] args) throws InterruptedException, JsonProcessingException {
        Examination examination = examine(args);
        if (Arrays.asList(args).contains("--json")) {
            System.out.println(new ObjectMapper().writeValueAsString(examination.findings()));
        } else {
            examination.findings().forEach(System.out::println);
        }
        System.exit(examination.isGood() ? 0 : 2);
    }

    private static Examination examine(String[] args) throws InterruptedException {
        SpringApplication doctor = new SpringApplication(TikTokShopIntegration.class);
        doctor.setWebApplicationType(WebApplicationType.NONE);
        doctor.setLazyInitialization(true);
        doctor.addInitializers(context -> {
            RequiredSettings.check(context.getEnvironment());
            DurableDatabase.check(context.getEnvironment());
        });
        try (ConfigurableApplicationContext context = doctor.run(with(args))) {
            context.getBean(CamelContext.class).getRouteController().startRoute("examine");
            return context.getBean(Examiner.class).await();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            System.exit(1);
            throw new IllegalStateException(e);
        }
    }

    private static String[] with(String[] args) {
        List<String> own = List.of(
                "--camel.main.routes-include-pattern=" + ROUTES,
                "--spring.flyway.enabled=false",
                "--logging.threshold.console=OFF");
        return Stream.concat(Arrays.stream(args).filter(arg -> !arg.equals("--json")), own.stream())
                .toArray(String[]::new);
    }
}
