package io.creatorflow.tiktokshop.operations;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The command {@code create-key}: makes a key of the operations API and prints it, alone on a line of standard output. It needs the
 * database of the integration, which has made its tables at its first start.
 */
public final class CreateKey {

    private CreateKey() {}

    /**
     * Makes the key. A failure ends the process with status 1 and one line that names the mend.
     *
     * @param args {@code --name}, {@code --scopes}, and where wanted {@code --shops} and {@code --expires}, as {@code POST /keys} takes
     *     them, lists with commas between
     */
    public static void main(String[] args) {
        LoggingSystem.get(CreateKey.class.getClassLoader()).beforeInitialize();
        SimpleCommandLinePropertySource options = new SimpleCommandLinePropertySource(args);
        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources().addFirst(options);
        try {
            System.out.println(create(wanted(options), settings));
        } catch (OperationRefused e) {
            fail(e.problem().detail() + " " + e.problem().mend());
        } catch (DataAccessException | IllegalArgumentException e) {
            fail("The database of SPRING_DATASOURCE_URL cannot be used: check SPRING_DATASOURCE_URL, _USERNAME and"
                    + " _PASSWORD, and start the integration once, which makes its tables.");
        }
    }

    /** From the command line alone: a variable of the environment may be called NAME. */
    private static Map<String, String> wanted(SimpleCommandLinePropertySource options) {
        Map<String, String> wanted = new HashMap<>();
        for (String member : KeyWanted.MEMBERS) {
            String value = options.getProperty(member);
            if (value != null) {
                wanted.put(member, value);
            }
        }
        return wanted;
    }

    /**
     * Makes a key.
     *
     * @param wanted name, scopes, and where wanted shops and expires
     * @param settings with {@code spring.datasource.*}
     * @return the key, as its owner is to have it
     */
    public static String create(Map<String, ?> wanted, Environment settings) {
        DriverManagerDataSource database = new DriverManagerDataSource(
                settings.getProperty("spring.datasource.url", ""),
                settings.getProperty("spring.datasource.username", ""),
                settings.getProperty("spring.datasource.password", ""));
        KeyWanted key =
                KeyWanted.of(new Asked(Map.copyOf(wanted)), Clock.systemUTC().instant());
        return new ApiKeys(JdbcClient.create(database))
                .create(key, "command line")
                .reveal();
    }

    private static void fail(String line) {
        System.err.println(line);
        System.exit(1);
    }
}
