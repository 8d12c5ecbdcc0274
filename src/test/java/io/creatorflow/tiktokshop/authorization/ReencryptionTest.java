package io.creatorflow.tiktokshop.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.creatorflow.tiktokshop.api.AppCredentials;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** In a schema of its own, as it is about all sellers that there are. */
@IntegrationTest
class ReencryptionTest {

    private static final String OLD = "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String NEW = "MjEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @Autowired
    private Environment settings;

    @Autowired
    private JdbcClient shared;

    private DriverManagerDataSource source;
    private JdbcClient database;

    @BeforeEach
    void fill() {
        shared.sql("create schema reencryption").update();
        shared.sql("create table reencryption.seller (like public.seller including all)")
                .update();
        shared.sql("create table reencryption.app_secret_change (like public.app_secret_change including all)")
                .update();
        source = new DriverManagerDataSource(
                settings.getRequiredProperty("spring.datasource.url"), "postgres", "postgres");
        source.setSchema("reencryption");
        database = JdbcClient.create(source);
        Sellers sellers = new Sellers(database, new TokenColumns(new TokenCipher(OLD, "")), Duration.ZERO);
        for (int i = 1; i <= 5; i++) {
            sellers.connect(tokens("seller-" + i));
        }
        new Sellers(database, new TokenColumns(new TokenCipher(NEW, "")), Duration.ZERO).connect(tokens("seller-6"));
    }

    @AfterEach
    void drop() {
        shared.sql("drop schema reencryption cascade").update();
    }

    @Test
    void allTokensAreReadableByTheNewKeyAloneAfterwardsAndItSaysHowFarItIs() {
        List<String> told = new ArrayList<>();

        assertThat(reencryption(OLD).run(told::add)).isEqualTo(5);

        assertThat(told)
                .containsExactly(
                        "2 of 5 sellers' tokens are written with the current key",
                        "4 of 5 sellers' tokens are written with the current key",
                        "5 of 5 sellers' tokens are written with the current key");
        assertThat(accessTokens(NEW, "")).hasSize(6).contains("access-of-seller-1", "access-of-seller-6");
        assertThat(reencryption("").run(told::add))
                .as("there is nothing left to do")
                .isZero();
    }

    @Test
    void aRunThatIsKilledHasKeptWhatItDidAndTheNextOneGoesOn() {
        Reencryption killed = reencryption(OLD);
        assertThatIllegalStateException()
                .isThrownBy(() -> killed.run(line -> {
                    throw new IllegalStateException("kill");
                }));

        assertThat(killed.left()).isEqualTo(3);
        assertThat(accessTokens(NEW, OLD)).as("both keys read while it goes on").hasSize(6);
        assertThat(reencryption(OLD).run(line -> {})).isEqualTo(3);
        assertThat(accessTokens(NEW, "")).hasSize(6);
    }

    @Test
    void whatTheAppsSecretWasChangedToIsReadableByTheNewKeyAloneToo() {
        new TransactionTemplate(new JdbcTransactionManager(source))
                .executeWithoutResult(status -> appSecrets(OLD, "").change(new AppCredentials("app", "second"), "ann"));

        reencryption(OLD).run(line -> {});

        assertThat(appSecrets(NEW, "").current().secret()).isEqualTo("second");
    }

    private ChangingAppSecrets appSecrets(String current, String previous) {
        return new ChangingAppSecrets(
                database, new TokenCipher(current, previous), "app", "first", "", Duration.ofDays(2));
    }

    @Test
    void aTokenThatNoKeyOpensIsNamedAndNothingIsLost() {
        assertThatIllegalStateException()
                .isThrownBy(() -> reencryption("").run(line -> {}))
                .withMessageContaining("seller-1");
        assertThat(accessTokens(NEW, OLD)).hasSize(6);
    }

    private Reencryption reencryption(String previous) {
        return new Reencryption(source, new TokenCipher(NEW, previous), 2);
    }

    private List<String> accessTokens(String current, String previous) {
        Sellers sellers = new Sellers(database, new TokenColumns(new TokenCipher(current, previous)), Duration.ZERO);
        return database.sql("select open_id from seller").query(String.class).list().stream()
                .map(seller -> sellers.accessOfSeller(seller).orElseThrow().token())
                .toList();
    }

    private static Tokens tokens(String seller) {
        Instant far = Instant.now().plusSeconds(9_000_000);
        return new Tokens(seller, "", "GB", "access-of-" + seller, far, "refresh-of-" + seller, far, List.of());
    }
}
