package io.creatorflow.tiktokshop.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/** The product's claims, for whoever times them by themselves: what they ask for, and how their connections are set. */
public final class Claims {

    private Claims() {}

    /** Sets a connection as the product does. Plans would differ otherwise, or be made anew for each claim. */
    public static void settings(Connection connection) throws SQLException {
        Properties product = new Properties();
        try (InputStream file = Claims.class.getResourceAsStream("/application.properties");
                Statement statement = connection.createStatement()) {
            product.load(file);
            String options = product.getProperty("spring.datasource.hikari.data-source-properties.options");
            for (String option : options.replaceFirst("^-c ", "").split(" -c ")) {
                statement.execute("set " + option.replaceFirst("=(.*)", " = '$1'"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of live deliveries to a receiver that takes no batches. */
    public static Map<String, Object> ofDeliveries(String receiver, int most, boolean probe, Timestamp from) {
        return Map.of(
                "receiver",
                receiver,
                "batches",
                false,
                "bulk",
                0,
                "probe",
                probe,
                "most",
                most,
                "from",
                from,
                "owner",
                UUID.randomUUID());
    }

    /** Of the hints about orders of one shop, 50 at the most. */
    public static Map<String, Object> ofHints(Timestamp from) {
        return Map.of(
                "kind",
                "order",
                "largest",
                50,
                "shops",
                1,
                "busy",
                new String[0],
                "from",
                from,
                "owner",
                UUID.randomUUID());
    }
}
