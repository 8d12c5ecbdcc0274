package io.creatorflow.tiktokshop.authorization;

import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.TransactionException;

/**
 * The command {@code reencrypt-tokens}: writes all tokens and secrets with {@code TIKTOK_SHOP_TOKEN_KEY} that {@code TIKTOK_SHOP_TOKEN_KEY_PREVIOUS}
 * encrypted, while the integration runs, and says how far it is. After it the previous key can be removed.
 */
public final class ReencryptTokens {

    private static final int A_TRANSACTION = 200;

    private ReencryptTokens() {}

    /**
     * Does it. A failure ends the process with status 1 and one line that names the mend.
     *
     * @param args options such as {@code --spring.datasource.url=…}, where the environment does not say it
     */
    public static void main(String[] args) {
        LoggingSystem.get(ReencryptTokens.class.getClassLoader()).beforeInitialize();
        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        try {
            long done = reencryption(settings).run(System.out::println);
            System.out.println(done + " sellers' tokens were written anew; TIKTOK_SHOP_TOKEN_KEY opens all of them, and"
                    + " TIKTOK_SHOP_TOKEN_KEY_PREVIOUS can be removed.");
        } catch (DataAccessException | TransactionException | IllegalArgumentException e) {
            fail("The database of SPRING_DATASOURCE_URL cannot be used: check SPRING_DATASOURCE_URL, _USERNAME and"
                    + " _PASSWORD, and start the integration once, which makes its tables.");
        } catch (IllegalStateException e) {
            fail(e.getMessage() + " Check TIKTOK_SHOP_TOKEN_KEY and TIKTOK_SHOP_TOKEN_KEY_PREVIOUS.");
        }
    }

    private static Reencryption reencryption(Environment settings) {
        TokenCipher cipher = new TokenCipher(
                settings.getProperty("tiktok-shop.token-key", ""),
                settings.getProperty("tiktok-shop.token-key-previous", ""));
        return new Reencryption(
                new DriverManagerDataSource(
                        settings.getProperty("spring.datasource.url", ""),
                        settings.getProperty("spring.datasource.username", ""),
                        settings.getProperty("spring.datasource.password", "")),
                cipher,
                A_TRANSACTION);
    }

    private static void fail(String line) {
        System.err.println(line);
        System.exit(1);
    }
}
