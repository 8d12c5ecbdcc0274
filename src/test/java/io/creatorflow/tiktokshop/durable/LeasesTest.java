package io.creatorflow.tiktokshop.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A replica of its own beside the one of the other tests, which sees a database whose time of start can be set. */
@IntegrationTest
class LeasesTest {

    private static final Duration LONG = Leases.LENGTH.minusSeconds(3);

    @Autowired
    private HikariDataSource pool;

    @Autowired
    private JdbcClient database;

    private final String schema = "start_" + UUID.randomUUID().toString().replace("-", "");
    private Leases leases;

    @BeforeEach
    void aReplica() {
        database.sql("create schema " + schema).update();
        startDatabaseAt("2026-01-01");
        DriverManagerDataSource source =
                new DriverManagerDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        Properties searchPath = new Properties();
        searchPath.setProperty("currentSchema", schema + ",public,pg_catalog");
        source.setConnectionProperties(searchPath);
        JdbcClient client = JdbcClient.create(source);
        leases = new Leases(
                client,
                new TransactionTemplate(new JdbcTransactionManager(source)),
                new LapsedClaims(client, source, Duration.ofSeconds(1)),
                new DatabaseClock());
        leases.afterPropertiesSet();
    }

    @AfterEach
    void itStops() {
        leases.destroy();
        database.sql("drop schema " + schema + " cascade").update();
        database.sql("delete from hint where shop_id = :shop")
                .param("shop", schema)
                .update();
    }

    @Test
    void aLeaseIsRenewedLongBeforeItRunsOut() {
        Lease lease = leases.current();
        String first = expiry(lease);

        await().until(() -> !expiry(lease).equals(first));

        assertThat(leases.current()).isSameAs(lease);
        assertThat(lease.outlasts(LONG)).isTrue();
    }

    @Test
    void aLeaseThatRanOutIsReplacedByANewOneAndItsClaimsComeBack() {
        Lease lapsed = leases.current();
        UUID hint = hintOwnedBy(lapsed);
        runOut(lapsed);

        await().until(() -> leases.current() != lapsed && leases.current().outlasts(LONG));

        await().until(() -> owner(hint).equals("nobody"));
        assertThat(expiry(lapsed)).isEqualTo("gone");
        assertThat(expiry(leases.current())).isNotEqualTo("gone");
    }

    @Test
    void aLeaseIsGivenUpWhenTheDatabaseWasStartedAnewAndItsClaimsComeBackWhenItRunsOut() {
        Lease before = leases.current();
        UUID hint = hintOwnedBy(before);

        startDatabaseAt("2026-01-02");

        await().until(() -> leases.current() != before && leases.current().outlasts(LONG));
        assertThat(owner(hint)).isEqualTo(before.id().toString());
        assertThat(expiry(before)).isNotEqualTo("gone");
        runOut(before);
        await().until(() -> owner(hint).equals("nobody"));
    }

    @Test
    void aLeaseThatIsRenouncedTwiceIsReplacedOnce() {
        Lease doubtful = leases.current();

        leases.renounce(doubtful);
        Lease next = leases.current();
        leases.renounce(doubtful);

        assertThat(next).isNotSameAs(doubtful).isSameAs(leases.current());
        await().until(() -> next.outlasts(LONG));
    }

    @Test
    void whatIsClaimedUnderALeaseThatNobodyKnowsComesBack() {
        UUID late = hintOwnedBy(TestLeases.expired());

        await().until(() -> owner(late).equals("nobody"));
    }

    private void startDatabaseAt(String day) {
        database.sql("create or replace function " + schema + ".pg_postmaster_start_time() returns timestamptz"
                        + " language sql as $$ select '" + day + "'::timestamptz $$")
                .update();
    }

    private void runOut(Lease lease) {
        database.sql("update replica set expires_at = clock_timestamp() - interval '1 s' where id = :id")
                .param("id", lease.id())
                .update();
    }

    private UUID hintOwnedBy(Lease lease) {
        UUID entity = UUID.randomUUID();
        database.sql("insert into hint (kind, shop_id, entity_id, owner, due_at)"
                        + " values ('test', :shop, :entity, :owner, 'infinity')")
                .param("shop", schema)
                .param("entity", entity.toString())
                .param("owner", lease.id())
                .update();
        return entity;
    }

    private String owner(UUID hint) {
        return database.sql("select coalesce(owner::text, 'nobody') from hint where entity_id = :entity")
                .param("entity", hint.toString())
                .query(String.class)
                .single();
    }

    private String expiry(Lease lease) {
        return database.sql("select coalesce(max(expires_at)::text, 'gone') from replica where id = :id")
                .param("id", lease.id())
                .query(String.class)
                .single();
    }
}
