package io.creatorflow.tiktokshop.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Refuses to start with a setting that is missing, empty, a sample, or unsafe, on a port that is taken, and on a database
 * that is not there or not durable. Production has no default for any secret, database or downstream.
 */
public final class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Set<String> SAMPLES = Set.of(
            "changeme", "change-me", "secret", "password", "example", "0123456789abcdef0123456789abcdef01234567");
    private static final int SHORTEST_SECRET = 16;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment settings = context.getEnvironment();
        check(settings);
        FreePort.check(
                null, FreePort.read(settings.getProperty("server.port", ""), 8080, "SERVER_PORT"), "SERVER_PORT");
        DurableDatabase.check(new DriverManagerDataSource(
                value(settings, "spring.datasource.url"),
                value(settings, "spring.datasource.username"),
                value(settings, "spring.datasource.password")));
    }

    /**
     * Checks.
     *
     * @throws BadSettingException naming the first setting at fault, and the mend
     */
    public static void check(Environment settings) {
        routes(settings);
        required(
                settings,
                "spring.datasource.url",
                "the JDBC address of your PostgreSQL, jdbc:postgresql://host/database");
        required(settings, "tiktok-shop.app-key", "the app key from TikTok Shop Partner Center");
        secret(settings, "tiktok-shop.app-secret", "the app secret from TikTok Shop Partner Center");
        if (!value(settings, "tiktok-shop.app-secret-previous").isBlank()) {
            secret(
                    settings,
                    "tiktok-shop.app-secret-previous",
                    "the app secret before the last rotation, or remove it");
        }
        key(settings, "tiktok-shop.token-key");
        address(settings, "tiktok-shop.api-url");
        address(settings, "tiktok-shop.auth-url");
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
            address(settings, "downstream." + receiver.strip() + ".url");
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

    private static String secret(Environment settings, String name, String mend) {
        String value = required(settings, name, mend);
        if (value.length() < SHORTEST_SECRET || SAMPLES.contains(value.toLowerCase(Locale.ROOT))) {
            throw new BadSettingException(variable(name) + " is a sample or too short: set it to " + mend + ".");
        }
        return value;
    }

    private static void key(Environment settings, String name) {
        String mend = "32 random bytes in base64, as from: openssl rand -base64 32";
        if (!decodes(required(settings, name, mend), bytes -> bytes.length == 32 && !isSample(bytes))) {
            throw new BadSettingException(variable(name) + " is not a random key: set it to " + mend + ".");
        }
    }

    private static void signingSecret(Environment settings, String name) {
        String mend = "whsec_ followed by 24 to 64 random bytes in base64, as from: openssl rand -base64 32";
        for (String part : required(settings, name, mend).split(",")) {
            String secret = part.strip();
            if (!secret.startsWith("whsec_")
                    || !decodes(
                            secret.substring(6),
                            bytes -> bytes.length >= 24 && bytes.length <= 64 && !isSample(bytes))) {
                throw new BadSettingException(variable(name) + " is not a signing secret: set it to " + mend + ".");
            }
        }
    }

    private static boolean isSample(byte[] bytes) {
        return Arrays.equals(bytes, new byte[bytes.length])
                || new String(bytes, java.nio.charset.StandardCharsets.US_ASCII).startsWith("0123456789");
    }

    private static boolean decodes(String base64, Predicate<byte[]> good) {
        try {
            return good.test(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void address(Environment settings, String name) {
        String value = required(settings, name, "an https address");
        URI uri = uri(name, value.strip());
        boolean plain = "http".equals(uri.getScheme());
        if (uri.getHost() == null || !(plain || "https".equals(uri.getScheme()))) {
            throw noAddress(name);
        }
        if (plain && !isPrivate(uri.getHost())) {
            throw new BadSettingException(
                    variable(name) + " sends in the clear to the public host " + uri.getHost() + ": use https.");
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
