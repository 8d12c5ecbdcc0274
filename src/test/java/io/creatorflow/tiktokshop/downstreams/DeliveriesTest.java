package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.TestLeases;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ReceiversStub;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

/** Claiming and settling on the real tables, each test for a receiver of its own that no route serves. */
@IntegrationTest
class DeliveriesTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ClaimDeliveries claim;

    @Autowired
    private SettleDelivered delivered;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private StandardWebhooks webhooks;

    @Autowired
    private Leases leases;

    @Autowired
    private JdbcClient database;

    @Autowired
    private CamelContext camel;

    private final String receiver = "nobody-" + UUID.randomUUID();
    private TestMessages messages;

    @BeforeEach
    void order() {
        messages = new TestMessages(context, receiver);
    }

    @AfterEach
    void theLedgerCloses() {
        assertThat(messages.ledger()).allMatch(List.of(0, 0)::equals);
    }

    @Test
    void whoHoldsAKeyHoldsAllAboutTheEntity() {
        messages.append(UPDATED);
        Delivery first = one(true);
        messages.append(UPDATED);

        assertThat(claim(true)).isEmpty();
        settle(true, new Outcome.Delivered(first));
        assertThat(one(true).position()).isGreaterThan(first.position());
    }

    @Test
    void anOlderMessageOfOneTypeIsNeverSentAfterANewerOfAnother() {
        List<String> ids = messages.append("order.released.v1", "order.stopped.v1", "order.released.v1");

        Delivery first = one(true);
        settle(true, new Outcome.Delivered(first));
        Delivery second = one(true);
        settle(true, new Outcome.Delivered(second));

        assertThat(List.of(first.id(), second.id())).isEqualTo(ids.subList(1, 3));
        assertThat(messages.outcomes()).containsExactlyInAnyOrder("delivered", "superseded", "delivered");
        assertThat(claim(true)).isEmpty();
    }

    @Test
    void aRefusedNewestMessageStillReplacesOlderOnes() {
        messages.append(UPDATED, UPDATED);

        settle(true, new Outcome.Parked(one(true), "refused"));

        assertThat(messages.waiting()).isZero();
        assertThat(messages.outcomes()).containsExactly("superseded");
        assertThat(messages.parked()).containsExactly("refused");
    }

    @Test
    void theMessagesAboutOneRevisionAreClaimedAndSettledTogether() {
        List<String> ids = messages.appendAboutOneRevision("order.updated.v1", "order.released.v1", "order.stopped.v1");
        messages.append(UPDATED);

        List<Delivery> claimed = claim(false);
        assertThat(claimed).extracting(Delivery::id).isEqualTo(ids);
        settle(
                false,
                new Outcome.Delivered(claimed.get(0)),
                new Outcome.Parked(claimed.get(1), "refused"),
                new Outcome.Failed(claimed.get(2), "cut"));

        assertThat(messages.outcomes()).containsExactly("delivered");
        assertThat(messages.parked()).containsExactly("refused");
        assertThat(claim(false))
                .as("what failed waits, and keeps back the next revision")
                .isEmpty();
        messages.due();
        Delivery again = one(false);
        assertThat(again.id()).isEqualTo(ids.get(2));
        assertThat(again.attempts()).isEqualTo(1);
        settle(false, new Outcome.Delivered(again));
        assertThat(one(false).revision()).isGreaterThan(again.revision());
    }

    @Test
    void aBatchKeepsItsIdAndItsMembersUntilItIsTaken() throws Exception {
        TestMessages other = new TestMessages(context, receiver);
        List<String> ids = new ArrayList<>(messages.appendAboutOneRevision("order.updated.v1", "order.released.v1"));
        ids.addAll(other.append(UPDATED));
        Posting first = oneBatch();
        messages.append(UPDATED);
        new TestMessages(context, receiver).append(UPDATED);
        settleAll(first, delivery -> new Outcome.Unavailable(delivery, "answered with status 503", null));

        assertThat(failures()).as("one request").isEqualTo(1);
        List<? extends Posting> fresh = claimBatches(50);
        assertThat(fresh).as("what is not part of it goes on").hasSize(1);
        messages.due();
        other.due();
        Posting again = claimBatches(1).get(0);

        assertThat(ids(first)).isEqualTo(ids);
        assertThat(again.id()).isEqualTo(first.id()).startsWith("batch_");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(new ObjectMapper().readTree(again.body()).findValuesAsText("type"))
                .hasSize(3);
        settleAll(again, Outcome.Delivered::new);
        assertThat(messages.outcomes()).containsExactly("delivered", "delivered");
        assertThat(ids(claimBatches(50).get(0))).as("the next revision").hasSize(1);
    }

    @Test
    void aBatchOfADeadReplicaComesBackWhole() {
        TestMessages other = new TestMessages(context, receiver);
        messages.append(UPDATED);
        other.append(UPDATED);
        Posting lost = oneBatch();
        database.sql("update delivery_key set owner = null where receiver = :receiver")
                .param("receiver", receiver)
                .update();

        Posting back = claimBatches(1).get(0);
        settleAll(lost, Outcome.Delivered::new);

        assertThat(messages.outcomes()).as("the old claim settles nothing").isEmpty();
        assertThat(back.id()).isEqualTo(lost.id());
        assertThat(back.body()).isEqualTo(lost.body());
        settleAll(back, Outcome.Untried::new);
        assertThat(oneBatch().id()).isEqualTo(lost.id());
    }

    @Test
    void aBatchWhoseTimeIsUpIsParkedWhole() {
        TestMessages other = new TestMessages(context, receiver);
        messages.appendAboutOneRevision("order.updated.v1", "order.released.v1");
        other.append(UPDATED);
        settleAll(oneBatch(), this::unavailable);
        database.sql("update delivery_key set attempts = 3 where receiver = :receiver")
                .param("receiver", receiver)
                .update();
        messages.due();
        other.due();

        settleAll(claimBatches(1).get(0), this::unavailable);

        assertThat(messages.parked()).hasSize(2);
        assertThat(other.parked()).hasSize(1);
        assertThat(messages.waiting() + other.waiting()).isZero();
    }

    @Test
    void theMessagesOfARefusedBatchGoOneByOne() {
        TestMessages other = new TestMessages(context, receiver);
        messages.append(UPDATED);
        other.append(UPDATED);
        settleAll(oneBatch(), Outcome.Split::new);

        List<? extends Posting> alone = claimBatches(50);
        assertThat(alone).hasSize(2).allMatch(Delivery.class::isInstance);
        settleAll(alone.get(0), delivery -> new Outcome.Parked(delivery, "refused"));
        settleAll(alone.get(1), Outcome.Delivered::new);
        assertThat(messages.outcomes()).hasSize(1 - messages.parked().size());
        assertThat(messages.waiting() + other.waiting()).isZero();
    }

    @Test
    void anOldClaimSettlesNothing() {
        messages.append(UPDATED);
        Delivery old = one(true);
        database.sql("update delivery_key set owner = null where receiver = :receiver")
                .param("receiver", receiver)
                .update();
        Delivery held = one(true);

        settle(true, new Outcome.Delivered(old));
        settle(true, new Outcome.Delivered(held(held, leases.current(), held.epoch() + 1)));
        settle(true, new Outcome.Delivered(held(held, TestLeases.expired(), held.epoch())));

        assertThat(messages.waiting()).isEqualTo(1);
        assertThat(messages.outcomes()).isEmpty();
        settle(true, new Outcome.Delivered(held));
        assertThat(messages.outcomes()).containsExactly("delivered");
    }

    @Test
    void nothingIsSentUnderALeaseThatEndsBeforeTheCallWould() {
        messages.append(UPDATED);
        Delivery held = one(true);
        DefaultExchange exchange = new DefaultExchange(camel);

        assertThatThrownBy(() -> webhooks.sign(held(held, TestLeases.expired(), held.epoch()), exchange))
                .isInstanceOf(ClaimExpired.class);
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    @Test
    void theClaimsOfAReplicaWhoseLeaseRanOutComeBack() {
        messages.append(UPDATED);
        UUID dead = UUID.randomUUID();
        database.sql("insert into replica (id, expires_at) values (:id, clock_timestamp() - interval '1 s')")
                .param("id", dead)
                .update();
        database.sql("update delivery_key set owner = :id, epoch = epoch + 1 where receiver = :receiver")
                .param("id", dead)
                .param("receiver", receiver)
                .update();

        await().until(() -> !claim(true).isEmpty());
    }

    @Test
    void aFailingEndpointHoldsItsQueueSendsOneProbeAtATimeAndBurnsNoAttempts() {
        List<TestMessages> all = List.of(
                messages,
                new TestMessages(context, receiver),
                new TestMessages(context, receiver),
                new TestMessages(context, receiver));
        all.forEach(order -> order.append(UPDATED));
        settle(true, claim(true).stream().map(this::unavailable).toArray(Outcome[]::new));

        assertThat(claim(true)).as("held").isEmpty();
        assertThat(holdSeconds()).as("four at once are no four probes").isLessThanOrEqualTo(1.0);
        probeNow();
        Delivery probe = one(true);
        assertThat(claim(true)).as("one probe at a time").isEmpty();
        settle(true, unavailable(probe));
        assertThat(holdSeconds()).isBetween(1.0, 2.0);
        probeNow();
        Delivery next = one(true);
        assertThat(next.entityKey()).as("on rotating keys").isNotEqualTo(probe.entityKey());
        settle(true, new Outcome.Delivered(next));

        assertThat(claim(true)).as("open again").hasSize(3).allMatch(delivery -> delivery.attempts() == 0);
    }

    @Test
    void whatWasOnItsWayWhenTheQueueWasHeldOpensNothingAndWhoAskedForTimeGetsIt() {
        TestMessages other = new TestMessages(context, receiver);
        messages.append(UPDATED);
        other.append(UPDATED);
        List<Delivery> both = claim(true);
        settle(true, new Outcome.Unavailable(both.get(0), "answered with status 429", Duration.ofSeconds(30)));
        settle(true, new Outcome.Delivered(both.get(1)));

        assertThat(holdSeconds()).isBetween(25.0, 30.0);
        probeNow();
        assertThat(claim(true)).as("the message itself waits too").isEmpty();
    }

    @Test
    void aProbeIsNotSpentWhileNothingIsDue() {
        messages.append(UPDATED);
        settle(true, new Outcome.Unavailable(one(true), "answered with status 503", Duration.ofSeconds(1)));
        database.sql("update delivery_key set due_at = clock_timestamp() + interval '1 h' where receiver = :receiver")
                .param("receiver", receiver)
                .update();
        probeNow();

        assertThat(claim(true)).isEmpty();
        messages.due();
        assertThat(claim(true)).hasSize(1);
    }

    @Test
    void anErrorOfOurOwnIsTriedAgainUntilTheTableIsExhaustedThenParked() throws Exception {
        messages.append(UPDATED);

        routed("routing fails", "throw");

        await().until(() -> messages.parked().size() == 1);
        assertThat(messages.parked().get(0))
                .startsWith("given up after 4 attempts: ")
                .contains("routing fails");
        assertThat(messages.waiting()).isZero();
    }

    @Test
    void aDeliveryThatItsRouteDropsIsMadeAgain() throws Exception {
        messages.append(UPDATED);

        routed("", "drop");

        await().until(() -> messages.parked().size() == 1);
        assertThat(messages.parked().get(0)).contains("4 attempts").contains("without an outcome");
    }

    @Test
    void whatAFilterLeavesOutIsCountedAsDiscarded() throws Exception {
        messages.append(UPDATED, UPDATED);

        routed("", "discard");

        await().until(() -> messages.outcomes().equals(List.of("discarded", "discarded")));
        assertThat(messages.parked()).isEmpty();
    }

    @Test
    void whileASecretIsRotatedBothSign() throws Exception {
        String other = "whsec_YW5vdGhlciBzZWNyZXQgb2YgdGhlIHRlc3Rz";
        MockEnvironment settings = new MockEnvironment()
                .withProperty("downstream." + receiver + ".secret", ReceiversStub.SECRET + ", " + other);
        messages.append(UPDATED);
        DefaultExchange exchange = new DefaultExchange(camel);

        new StandardWebhooks(settings, Clock.systemUTC(), Duration.ofSeconds(1)).sign(one(true), exchange);

        String body = exchange.getMessage().getBody(String.class);
        HttpHeaders headers = HttpHeaders.of(
                exchange.getMessage().getHeaders().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                header -> List.of(header.getValue().toString()))),
                (name, value) -> true);
        new Webhook(ReceiversStub.SECRET).verify(body, headers);
        new Webhook(other).verify(body, headers);
        assertThatThrownBy(() -> new Webhook("whsec_bm90IG91cnM=").verify(body, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    /** Serves this test's receiver by a route with the errors' policy of every downstream. */
    private void routed(String why, String how) throws Exception {
        Deliveries deliveries = context.getBean(Deliveries.class);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:" + receiver + "?period=30")
                        .routeId(receiver)
                        .routeConfigurationId("delivery-errors")
                        .process(exchange -> {
                            deliveries.look(receiver);
                            Posting delivery = deliveries.next(receiver, false, exchange);
                            exchange.setProperty("delivery", delivery);
                            if (delivery != null && how.equals("throw")) {
                                throw new IllegalStateException(why);
                            }
                            if (delivery != null && how.equals("discard")) {
                                deliveries.discarded(delivery);
                            }
                        });
            }
        });
        await().until(() -> messages.waiting() == 0);
        camel.getRouteController().stopRoute(receiver);
        camel.removeRoute(receiver);
    }

    private List<? extends Posting> claimBatches(int most) {
        return claim.claim(new Wish(receiver, false, true, most), most, leases.current()).stream()
                .flatMap(List::stream)
                .toList();
    }

    private Posting oneBatch() {
        List<? extends Posting> claimed = claimBatches(50);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    private static List<String> ids(Posting posting) {
        return posting.members().stream().map(Delivery::id).toList();
    }

    private void settleAll(Posting posting, Function<Delivery, Outcome> outcome) {
        settle(false, posting.members().stream().map(outcome).toArray(Outcome[]::new));
    }

    private Outcome unavailable(Delivery delivery) {
        return new Outcome.Unavailable(delivery, "answered with status 503", null);
    }

    private List<Delivery> claim(boolean snapshots) {
        return messages.claim(snapshots);
    }

    private Delivery one(boolean snapshots) {
        List<Delivery> claimed = claim(snapshots);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    /** What failed waits until the test says that it is due. */
    private void settle(boolean snapshots, Outcome... outcomes) {
        RetryTable retries = new RetryTable(Collections.nCopies(3, Duration.ofHours(1)));
        new SettleDeliveries(database, delivered, endpoints, retries, transaction)
                .settle(receiver, snapshots, List.of(outcomes));
    }

    private int failures() {
        return database.sql("select failures from downstream where receiver = :receiver")
                .param("receiver", receiver)
                .query(Integer.class)
                .single();
    }

    private void probeNow() {
        database.sql("update downstream set probe_at = clock_timestamp() where receiver = :receiver")
                .param("receiver", receiver)
                .update();
    }

    private double holdSeconds() {
        return database.sql(
                        "select extract(epoch from probe_at - clock_timestamp()) from downstream where receiver = :r")
                .param("r", receiver)
                .query(Double.class)
                .single();
    }

    private static Delivery held(Delivery delivery, Lease lease, long epoch) {
        return new Delivery(
                delivery.receiver(),
                delivery.shopId(),
                delivery.entityKey(),
                epoch,
                delivery.attempts(),
                delivery.revision(),
                delivery.position(),
                delivery.day(),
                delivery.type(),
                delivery.id(),
                delivery.body(),
                delivery.acceptedAt(),
                delivery.changedAt(),
                lease,
                delivery.probe(),
                delivery.batch(),
                delivery.leads(),
                delivery.bulk());
    }
}
