package io.creatorflow.tiktokshop.development;

import io.creatorflow.tiktokshop.TikTokShopIntegration;
import io.creatorflow.tiktokshop.sandbox.Sandbox;
import io.creatorflow.tiktokshop.sandbox.SandboxNotStarted;
import io.creatorflow.tiktokshop.settings.BadSettingException;
import io.creatorflow.tiktokshop.settings.FreePort;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What {@code mvn spring-boot:run} starts: PostgreSQL in {@code data/}, a TikTok Shop sandbox, the integration between
 * them, and a buyer whose story is told in the terminal. Ctrl-C stops it all.
 */
public final class Development {

    private static final Path DATA = Path.of("data");
    private static final InetAddress LOCALHOST = InetAddress.getLoopbackAddress();

    private final DevelopmentSettings settings;
    private final Running running;
    private final Screen screen;
    private final Welcome welcome;

    private Development(DevelopmentSettings settings, Running running) {
        this.settings = settings;
        this.running = running;
        this.screen = new Screen(System.out, settings.elsewhere());
        this.welcome = new Welcome(screen, settings);
    }

    /**
     * Starts everything. A start that fails stops what had started, and ends the process with status 1 and one line that
     * names the mend.
     *
     * @param args Spring Boot options for the integration, such as {@code --routes.dir=…}
     */
    public static void main(String[] args) {
        Running running = new Running();
        try {
            LoggingSystem.get(Development.class.getClassLoader()).beforeInitialize();
            DevelopmentSettings settings = DevelopmentSettings.of(args, DATA);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
            new Development(settings, running).start(args);
        } catch (BadSettingException | SandboxNotStarted e) {
            fail(String.valueOf(e.getMessage()));
        } catch (NoClassDefFoundError e) {
            if (!String.valueOf(e.getMessage()).contains("zonky")) {
                throw e;
            }
            fail("Development runs from a checkout with mvn spring-boot:run: the packaged jar holds no PostgreSQL.");
        } catch (IntegrationNotStarted e) {
            System.exit(1);
        }
    }

    private void start(String[] args) {
        running.add(OnlyRun.in(DATA));
        FreePort.check(LOCALHOST, settings.integrationPort(), "SERVER_PORT");
        FreePort.check(LOCALHOST, settings.sandboxPort(), "SANDBOX_PORT");
        welcome.begin();
        welcome.starting("PostgreSQL in data/postgres");
        EmbeddedDatabase database = running.add(EmbeddedDatabase.startUntilClosed(DATA.resolve("postgres")));
        welcome.starting("the sandbox on port " + settings.sandboxPort());
        Sandbox sandbox = running.add(Sandbox.start(settings.ofSandbox()));
        welcome.starting("the integration on port " + settings.integrationPort());
        ConfigurableApplicationContext integration = running.add(integration(args, database, sandbox));
        OperationsKey.in(DATA.resolve("operations.key"), integration.getEnvironment());
        Past past = Past.of(integration);
        SandboxControl control = new SandboxControl(sandbox.uri());
        DemoShop shop = new DemoShop(control, settings.integration());
        welcome.ready(past, shop.connect());
        running.add(Narrator.start(control, shop, screen, welcome::whatToTry, settings.story()));
    }

    private ConfigurableApplicationContext integration(String[] args, EmbeddedDatabase database, Sandbox sandbox) {
        Map<String, Object> values = settings.ofIntegration(database.url(), sandbox.uri());
        SpringApplication integration = TikTokShopIntegration.application(context -> settings.addTo(context, values));
        integration.setDefaultProperties(settings.ofLogging());
        integration.setRegisterShutdownHook(false);
        try {
            return integration.run(args);
        } catch (RuntimeException e) {
            throw new IntegrationNotStarted(e);
        }
    }

    private static void fail(String line) {
        System.err.println(line);
        System.exit(1);
    }

    /** Spring has told why. */
    private static final class IntegrationNotStarted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        IntegrationNotStarted(RuntimeException cause) {
            super(cause);
        }
    }
}
