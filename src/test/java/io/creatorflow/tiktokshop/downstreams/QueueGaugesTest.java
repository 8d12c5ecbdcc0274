package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ReceiversStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The gauges of the durable queues as a scrape shows them; receiver and kind of each test are its own. */
@IntegrationTest
class QueueGaugesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ClaimDeliveries claim;

    @Autowired
    private SettleDeliveries settle;

    @Autowired
    private Leases leases;

    @Autowired
    private JdbcClient database;

    private final String unique = UUID.randomUUID().toString();
    private final String receiver = "nobody-" + unique;
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void nothingIsLeft() {
        database.sql("delete from hint where kind = :kind")
                .param("kind", unique)
                .update();
        database.sql("delete from hint_parked where kind = :kind")
                .param("kind", unique)
                .update();
        database.sql("delete from inbox_waiting where body_sha256 = :hash")
                .param("hash", unique.getBytes(StandardCharsets.UTF_8))
                .update();
    }

    @Test
    void deliveriesAreShownPerReceiverWithTheAgeOfTheOldest() {
        new TestMessages(context, receiver).append(UPDATED);
        claimed().forEach(delivery -> settle(new Outcome.Parked(delivery, "refused")));
        TestMessages order = new TestMessages(context, receiver);
        String oldest = order.append(UPDATED, UPDATED).get(0);
        database.sql("update message set created_at = created_at - interval '1 hour' where id = :id")
                .param("id", oldest)
                .update();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gauge("deliveries_oldest_seconds{receiver=\"" + receiver + "\"}"))
                        .isCloseTo(3600, within(30.0)));
        assertThat(gauge("deliveries_waiting{receiver=\"" + receiver + "\"}")).isEqualTo(2);
        assertThat(gauge("deliveries_parked{receiver=\"" + receiver + "\"}")).isEqualTo(1);
        ReceiversStub.NAMES.forEach(known -> assertThat(gauge("deliveries_waiting{receiver=\"" + known + "\"}"))
                .isNotNaN());

        while (order.waiting() > 0) {
            claimed().forEach(delivery -> settle(new Outcome.Delivered(delivery)));
        }
        await().atMost(SOON).until(() -> gauge("deliveries_oldest_seconds{receiver=\"" + receiver + "\"}") == 0);
        assertThat(gauge("deliveries_waiting{receiver=\"" + receiver + "\"}")).isZero();
    }

    @Test
    void aReceiverThatIsHeldAndALedgerThatDoesNotCloseAreShown() {
        TestMessages order = new TestMessages(context, receiver);
        order.append(UPDATED);
        database.sql("insert into downstream (receiver, failures, probe_at) values (:receiver, 3, now())")
                .param("receiver", receiver)
                .update();

        await().atMost(SOON).until(() -> gauge("deliveries_held{receiver=\"" + receiver + "\"}") == 1);
        assertThat(gauge("ledger_difference{receiver=\"" + receiver + "\"}")).isZero();

        database.sql("update ledger set accepted = accepted + 2, parked = parked + 1 where receiver = :receiver")
                .param("receiver", receiver)
                .update();
        await().atMost(SOON).until(() -> gauge("ledger_difference{receiver=\"" + receiver + "\"}") == 1);
        assertThat(gauge("ledger_drift{receiver=\"" + receiver + "\"}")).isEqualTo(1);

        for (String table : List.of("ledger", "downstream", "delivery", "delivery_key")) {
            database.sql("delete from " + table + " where receiver = :receiver")
                    .param("receiver", receiver)
                    .update();
        }
    }

    @Test
    void sellersWhoseTokensAreNotRenewedAreShown() {
        database.sql("""
                        insert into seller (open_id, access_token, access_token_expires_at, refresh_token,
                          refresh_token_expires_at, obtained_at, refresh_until, state) values
                          (:unique, '', now() + interval '1 day', '', now() + interval '1 day', now() - interval '6 days',
                           now() + interval '1 hour', 'connected'),
                          (:unique || '-2', '', now(), '', now(), now(), null, 'authorize-again')
                        """).param("unique", unique).update();
        try {
            await().atMost(SOON).until(() -> gauge("authorization_overdue") >= 1 && gauge("authorization_needed") >= 1);
        } finally {
            database.sql("delete from seller where open_id like :unique || '%'")
                    .param("unique", unique)
                    .update();
        }
    }

    @Test
    void hintsAreShownPerKindAndLaneAndThoseForALaterTimeDoNotWait() {
        database.sql("""
                        insert into hint (kind, shop_id, entity_id, lane, due_at, waiting_since) values
                          (:kind, 'nobody', 'one', 0, now() + interval '5 s', now() - interval '2 hours'),
                          (:kind, 'nobody', 'two', 0, now(), now()),
                          (:kind, 'nobody', 'three', 1, now(), now()),
                          (:kind, 'nobody', 'later', 0, now() + interval '1 hour', now() + interval '1 hour')
                        """).param("kind", unique).update();
        database.sql("insert into hint_parked (kind, shop_id, entity_id, reason) values (:kind, 'nobody', 'four', '')")
                .param("kind", unique)
                .update();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gauge("hints_parked{kind=\"" + unique + "\"}"))
                        .isEqualTo(1));
        assertThat(gauge("hints_waiting{kind=\"" + unique + "\",lane=\"live\"}"))
                .isEqualTo(2);
        assertThat(gauge("hints_waiting{kind=\"" + unique + "\",lane=\"bulk\"}"))
                .isEqualTo(1);
        assertThat(gauge("hints_oldest_seconds{kind=\"" + unique + "\",lane=\"live\"}"))
                .isCloseTo(7200, within(30.0));
        assertThat(gauge("hints_waiting{kind=\"order\",lane=\"live\"}")).isNotNaN();
    }

    @Test
    void theInboxIsShownWithTheAgeOfTheOldestEventThatIsNotRouted() {
        database.sql("""
                        insert into inbox_waiting (day, body_sha256, due_at)
                        values ('2020-03-01', :hash, clock_timestamp() + interval '1 day')
                        """).param("hash", unique.getBytes(StandardCharsets.UTF_8)).update();

        await().atMost(SOON).until(() -> gauge("inbox_waiting") >= 1);
        assertThat(gauge("inbox_oldest_seconds")).isNotNaN();
        assertThat(gauge("inbox_parked")).isNotNaN();
        assertThat(gauge("queues_measured_seconds")).isBetween(0.0, 20.0);
    }

    private List<Delivery> claimed() {
        return claim.claim(new Wish(receiver, false, false, 50), 50, leases.current()).stream()
                .flatMap(List::stream)
                .map(Delivery.class::cast)
                .toList();
    }

    private void settle(Outcome outcome) {
        settle.settle(receiver, false, List.of(outcome));
    }

    /** The value of a gauge in a scrape; NaN when it is not there. */
    private double gauge(String name) {
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(scrape());
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }

    private String scrape() {
        try {
            URI figures = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
            return http.send(HttpRequest.newBuilder(figures).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
