package io.creatorflow.tiktokshop.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.creatorflow.tiktokshop.development.EmbeddedDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DurableDatabaseTest {

    private final Path folder;

    DurableDatabaseTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aServerThatDoesNotSyncIsRefused() throws Exception {
        try (EmbeddedPostgres careless = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            refused(careless.getPostgresDatabase(), "fsync");
        }
    }

    @Test
    void aDurableServerPassesUnlessTheConnectionCommitsWithoutWaiting() {
        try (EmbeddedDatabase durable = EmbeddedDatabase.startUntilClosed(folder.resolve("postgres"))) {
            assertThatCode(() -> DurableDatabase.check(source(durable.url()))).doesNotThrowAnyException();
            for (String wait : new String[] {"off", "local"}) {
                refused(source(durable.url() + "?options=-c%20synchronous_commit=" + wait), "synchronous_commit");
            }
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsAFailureWithItsCause() {
        assertThatIllegalStateException()
                .isThrownBy(() -> DurableDatabase.check(source("jdbc:postgresql://127.0.0.1:1/postgres")))
                .withCauseInstanceOf(SQLException.class);
    }

    private static DataSource source(String url) {
        return new DriverManagerDataSource(url, "postgres", "postgres");
    }

    private static void refused(DataSource source, String setting) {
        assertThatExceptionOfType(BadSettingException.class)
                .isThrownBy(() -> DurableDatabase.check(source))
                .withMessageContainingAll(setting + " is off for it", setting + " = on in postgresql.conf");
    }
}
