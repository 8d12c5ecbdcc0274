package io.creatorflow.tiktokshop;

import io.creatorflow.tiktokshop.settings.RequiredSettings;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The integration itself, and the entry point: of production, and by a first word of the sandbox, of development and of commands. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan(
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "io\\.creatorflow\\.tiktokshop\\.(sandbox|development|benchmark)\\..*"))
public class TikTokShopIntegration {

    /** By name, as the integration depends on none. */
    private static final Map<String, String> OTHERS = Map.of(
            "sandbox", "io.creatorflow.tiktokshop.sandbox.SandboxApplication",
            "development", "io.creatorflow.tiktokshop.development.Development",
            "create-key", "io.creatorflow.tiktokshop.operations.CreateKey",
            "reencrypt-tokens", "io.creatorflow.tiktokshop.authorization.ReencryptTokens");

    /**
     * Starts what the first word says: {@code sandbox}, {@code development}, a command ({@code create-key}, {@code reencrypt-tokens}), or
     * without a word the integration in production mode. A start that fails ends the process with status 1.
     *
     * @param args the word, then Spring Boot options such as {@code --routes.dir=…}
     */
    public static void main(String[] args) {
        if (args.length == 0 || args[0].startsWith("-")) {
            startProduction(args);
        } else if (OTHERS.containsKey(args[0])) {
            start(OTHERS.get(args[0]), Arrays.copyOfRange(args, 1, args.length));
        } else {
            System.err.println(
                    "'" + args[0] + "' is nothing to start: say sandbox, development, create-key, reencrypt-tokens, or"
                            + " nothing for production; options begin with --.");
            System.exit(1);
        }
    }

    /**
     * The integration, ready to run.
     *
     * @param first what prepares its settings before they are checked
     */
    public static SpringApplication application(ApplicationContextInitializer<?>... first) {
        SpringApplication integration = new SpringApplication(TikTokShopIntegration.class);
        integration.addInitializers(first);
        integration.addInitializers(new RequiredSettings());
        return integration;
    }

    private static void startProduction(String[] args) {
        try {
            application().run(args);
        } catch (RuntimeException e) {
            System.exit(1);
        }
    }

    private static void start(String type, String[] args) {
        try {
            Class.forName(type).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not part of this build", e);
        }
    }
}
