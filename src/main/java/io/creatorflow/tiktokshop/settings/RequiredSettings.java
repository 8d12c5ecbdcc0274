package io.creatorflow.tiktokshop.settings;

import io.creatorflow.tiktokshop.outbound.AddressRefused;
import io.creatorflow.tiktokshop.outbound.AllowedAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Refuses to start with a setting that is missing, empty, a sample, or unsafe, on a port that is taken, and on a database
 * that is not there or not durable. Production has no default for any secret, database or downstream.
 */
public final class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment settings = context.getEnvironment();
        check(settings);
        FreePort.check(
                settings.getProperty("server.address", InetAddress.class),
                FreePort.read(settings.getProperty("server.port", ""), 8080, "SERVER_PORT"),
                "SERVER_PORT");
        DurableDatabase.check(settings);
    }

    /**
     * Checks.
     *
     * @throws BadSettingException naming the first setting at fault, and the mend
     */
    public static void check(Environment settings) {
        routes(settings);
        database(settings);
        required(settings, "tiktok-shop.app-key", "the app key from TikTok Shop Partner Center");
        secret(settings, "tiktok-shop.app-secret", "the app secret from TikTok Shop Partner Center");
        String previous = "tiktok-shop.app-secret-previous";
        if (!value(settings, previous).isBlank()) {
            secret(settings, previous, "the app secret before the last rotation, or remove it");
        }
        key(settings, "tiktok-shop.token-key");
        callable(settings, "tiktok-shop.api-url");
        callable(settings, "tiktok-shop.auth-url");
        address(settings, "tiktok-shop.authorize-url");
        address(settings, "tiktok-shop.authorize-us-url");
        if (!value(settings, "integration.public-url").isBlank()) {
            address(settings, "integration.public-url");
        }
        downstreams(settings);
    }

    /** Each receiver that the routes folder names has an address and a secret. */
    private static void downstreams(Environment settings) {
        String receivers =
                required(settings, "deliveries.receivers", "the names of the downstreams, with commas between");
        for (String receiver : receivers.split(",")) {
            callable(settings, "downstream." + receiver.strip() + ".url");
            signingSecret(settings, "downstream." + receiver.strip() + ".secret");
        }
    }

    private static void routes(Environment settings) {
        Path folder = Path.of(settings.getProperty("routes.dir", "routes"));
        if (!Files.isRegularFile(folder.resolve("application.properties"))) {
            throw new BadSettingException("The routes folder " + folder.toAbsolutePath()
                    + " is missing or has no application.properties: run where routes/ is, or point ROUTES_DIR to it.");
        }
    }

    /** The address is not told: it may hold a password, and the driver's own message would repeat it. */
    private static void database(Environment settings) {
        String mend = "the JDBC address of your PostgreSQL, jdbc:postgresql://host/database, without user and password";
        String name = "spring.datasource.url";
        try {
            DriverManager.getDriver(required(settings, name, mend));
        } catch (SQLException e) {
            throw new BadSettingException(
                    variable(name) + " is no JDBC address of a PostgreSQL: set it to " + mend + ".");
        }
    }

    private static String required(Environment settings, String name, String mend) {
        String value = value(settings, name);
        if (value.isBlank()) {
            throw new BadSettingException(variable(name) + " is not set: set it to " + mend + ".");
        }
        return value;
    }

    /** A placeholder in the routes folder that names an unset variable counts as not set. */
    private static String value(Environment settings, String name) {
        try {
            return settings.getProperty(name, "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static void secret(Environment settings, String name, String mend) {
        if (!SecretForms.isAppSecret(required(settings, name, mend))) {
            throw new BadSettingException(variable(name) + " is a sample or too short: set it to " + mend + ".");
        }
    }

    private static void key(Environment settings, String name) {
        String mend = "32 random bytes in base64, as from: openssl rand -base64 32";
        if (!SecretForms.isKey(required(settings, name, mend))) {
            throw new BadSettingException(variable(name) + " is not a random key: set it to " + mend + ".");
        }
    }

    private static void signingSecret(Environment settings, String name) {
        String mend = "whsec_ followed by 24 to 64 random bytes in base64, as from: openssl rand -base64 32";
        if (!SecretForms.areSigningSecrets(required(settings, name, mend))) {
            throw new BadSettingException(variable(name) + " is not a signing secret: set it to " + mend + ".");
        }
    }

    private static URI address(Environment settings, String name) {
        URI uri = uri(name, required(settings, name, "an https address").strip());
        boolean plain = "http".equals(uri.getScheme());
        if (uri.getHost() == null || !(plain || "https".equals(uri.getScheme()))) {
            throw noAddress(name);
        }
        if (plain && !isPrivate(uri.getHost())) {
            throw new BadSettingException(
                    variable(name) + " sends in the clear to the public host " + uri.getHost() + ": use https.");
        }
        return uri;
    }

    /** A host that is not known now may be known later; one that must not be called never may. */
    private static void callable(Environment settings, String name) {
        String list = "outbound.private-networks";
        try {
            new AllowedAddresses(value(settings, list))
                    .resolve(address(settings, name).getHost());
        } catch (AddressRefused e) {
            throw new BadSettingException(variable(name) + " is refused: " + e.getMessage() + ".");
        } catch (UnknownHostException e) {
            return;
        } catch (IllegalArgumentException e) {
            throw new BadSettingException(
                    variable(list) + " has what is no network: set it to such as 10.1.0.0/16, commas between.");
        }
    }

    private static URI uri(String name, String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw noAddress(name);
        }
    }

    private static BadSettingException noAddress(String name) {
        return new BadSettingException(variable(name) + " is no http address: set it to an https address.");
    }

    private static boolean isPrivate(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .allMatch(address -> address.isLoopbackAddress() || address.isSiteLocalAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
