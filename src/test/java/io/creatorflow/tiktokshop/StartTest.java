package io.creatorflow.tiktokshop;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class StartTest {

    @Autowired
    private JdbcClient database;

    @Test
    void theDatabaseIsMigratedAndDurable() {
        assertThat(database.sql("show fsync").query(String.class).single()).isEqualTo("on");
        assertThat(database.sql("show synchronous_commit").query(String.class).single())
                .isEqualTo("on");
        assertThat(database.sql("select to_regclass('inbox_waiting')::text")
                        .query(String.class)
                        .single())
                .isEqualTo("inbox_waiting");
    }
}
