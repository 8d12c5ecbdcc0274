package io.creatorflow.tiktokshop.sandbox;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running sandbox: a TikTok Shop, its control API and the demo receivers on one port of 127.0.0.1. It has its own
 * Spring context and shares nothing with the integration but the process, if that.
 */
public final class Sandbox implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final URI uri;

    private Sandbox(ConfigurableApplicationContext context) {
        WebServer server = ((WebServerApplicationContext) context).getWebServer();
        this.context = context;
        this.uri = URI.create("http://127.0.0.1:" + server.getPort());
    }

    /**
     * Starts a sandbox.
     *
     * @param settings such as {@code sandbox.port} (0 for any free port), {@code sandbox.app.key},
     *     {@code sandbox.webhooks.url}; they win over the environment and sandbox.properties
     * @throws SandboxNotStarted if it cannot start
     */
    public static Sandbox start(Map<String, Object> settings) {
        return start(settings, false);
    }

    /** Starts a sandbox; one that is alone in its process also decides how to log. */
    static Sandbox start(Map<String, Object> settings, boolean alone) {
        int port = SandboxPort.free(settings);
        SpringApplication application = new SpringApplication(SandboxConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        if (!alone) {
            application.setListeners(application.getListeners().stream()
                    .filter(listener -> !(listener instanceof LoggingApplicationListener))
                    .toList());
        }
        try {
            return new Sandbox(application.run(arguments(settings, port)));
        } catch (RuntimeException e) {
            throw new SandboxNotStarted(explain(e), e);
        }
    }

    /** Where it listens, without a slash at the end: API, token host, {@code /receivers/…} and {@code /sandbox/…}. */
    public URI uri() {
        return uri;
    }

    /** Stops it; everything it knew is gone. */
    @Override
    public void close() {
        context.close();
    }

    /** Its own Spring context. */
    ConfigurableApplicationContext context() {
        return context;
    }

    /** Settings as arguments, for these win over everything else. */
    private static String[] arguments(Map<String, Object> settings, int port) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "--spring.config.name=sandbox",
                                "--spring.config.location=classpath:/",
                                "--spring.main.banner-mode=off",
                                "--server.address=127.0.0.1",
                                "--server.port=" + port),
                        settings.entrySet().stream().map(entry -> "--" + entry.getKey() + "=" + entry.getValue()))
                .toArray(String[]::new);
    }

    private static String explain(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException busy) {
                return SandboxPort.inUse(busy.getPort());
            }
            root = cause;
        }
        String what = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return "The sandbox did not start: " + what + "; check the SANDBOX_ settings.";
    }
}
