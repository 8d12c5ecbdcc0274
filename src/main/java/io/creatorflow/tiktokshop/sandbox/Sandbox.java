package io.creatorflow.tiktokshop.sandbox;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running sandbox: a TikTok Shop, its control API and the demo receivers on one port of 127.0.0.1. It has its own
 * Spring context and shares nothing with the integration but the process, if that.
 */
public final class Sandbox implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final URI uri;

    private Sandbox(ConfigurableApplicationContext context, URI uri) {
        this.context = context;
        this.uri = uri;
    }

    /**
     * Starts a sandbox.
     *
     * @param settings such as {@code sandbox.port} (0 for any free port), {@code sandbox.app.key},
     *     {@code sandbox.webhooks.url}; they win over the environment and sandbox.properties
     * @throws SandboxNotStarted if it cannot start
     */
    public static Sandbox start(Map<String, Object> settings) {
        SpringApplication application = new SpringApplication(SandboxConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        try {
            ConfigurableApplicationContext context = application.run(arguments(settings));
            int port = ((ServletWebServerApplicationContext) context)
                    .getWebServer()
                    .getPort();
            return new Sandbox(context, URI.create("http://127.0.0.1:" + port));
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

    private static String[] arguments(Map<String, Object> settings) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "--spring.config.name=sandbox",
                                "--spring.config.location=classpath:/",
                                "--spring.main.banner-mode=off",
                                "--server.address=127.0.0.1",
                                "--server.port=${sandbox.port}"),
                        settings.entrySet().stream().map(entry -> "--" + entry.getKey() + "=" + entry.getValue()))
                .toArray(String[]::new);
    }

    private static String explain(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof PortInUseException busy) {
                return "SANDBOX_PORT: port " + busy.getPort()
                        + " of 127.0.0.1 is in use; stop what uses it, or set SANDBOX_PORT to a free port (0 takes any).";
            }
            if (cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        return "The sandbox did not start: " + cause + "; check the SANDBOX_… settings.";
    }
}
