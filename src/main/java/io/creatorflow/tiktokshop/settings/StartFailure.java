package io.creatorflow.tiktokshop.settings;

import java.io.PrintStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells a start that failed for a known reason in one line, without a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartFailure implements SpringBootExceptionReporter {

    private final PrintStream out;

    /** For Spring, which hands in the context that did not start. */
    public StartFailure(@Nullable ConfigurableApplicationContext context) {
        this(System.err);
    }

    StartFailure(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints the line.
     *
     * @return whether the reason was known
     */
    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> line = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> line(cause).stream())
                .findFirst();
        line.ifPresent(text -> out.println(text.replaceAll("\\s+", " ").strip()));
        return line.isPresent();
    }

    private static Optional<String> line(Throwable cause) {
        if (cause instanceof BadSettingException) {
            return Optional.ofNullable(cause.getMessage());
        } else if (cause instanceof PortInUseException busy) {
            return Optional.of(
                    "Port " + busy.getPort() + " is in use: stop what uses it, or set SERVER_PORT to a free port.");
        } else if (cause instanceof FlywayValidateException) {
            return Optional.of(
                    "The database of SPRING_DATASOURCE_URL was made by another version of this software: start"
                            + " that version or a newer one; in development, delete data/postgres.");
        } else if (cause instanceof java.sql.SQLException) {
            return Optional.of("The database of SPRING_DATASOURCE_URL cannot be used (" + cause.getMessage()
                    + "): check SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.");
        }
        return Optional.empty();
    }
}
