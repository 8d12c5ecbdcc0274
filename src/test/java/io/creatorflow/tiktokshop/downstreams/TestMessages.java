package io.creatorflow.tiktokshop.downstreams;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.support.MessageContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages about one made-up order, put straight into the queue of a receiver. */
final class TestMessages {

    static final String UPDATED = "order.updated.v1";

    static final String SHOP = "7495000000000000002";

    private final ApplicationContext context;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final JdbcClient database;
    private final String receiver;
    private final String shop;
    private final long key = ThreadLocalRandom.current().nextLong(1L << 40, Long.MAX_VALUE);
    private int revision;

    TestMessages(ApplicationContext context, String receiver) {
        this(context, receiver, SHOP);
    }

    TestMessages(ApplicationContext context, String receiver, String shop) {
        this.context = context;
        this.outbox = context.getBean(Outbox.class);
        this.transaction = context.getBean(TransactionTemplate.class);
        this.database = context.getBean(JdbcClient.class);
        this.receiver = receiver;
        this.shop = shop;
    }

    /** The id of the order that all are about. */
    String order() {
        return Long.toString(key);
    }

    long key() {
        return key;
    }

    /** Appends messages of these types in one transaction, each about a further revision. Returns their ids. */
    List<String> append(String... types) {
        return append(Stream.of(types).map(type -> next(type, ++revision)).toList(), false);
    }

    /** Appends a bulk message of this type, about a further revision. */
    void appendBulk(String type) {
        append(List.of(next(type, ++revision)), true);
    }

    /** Appends messages of these types, all about the next revision. Returns their ids. */
    List<String> appendAboutOneRevision(String... types) {
        revision++;
        return append(Stream.of(types).map(type -> next(type, revision)).toList(), false);
    }

    /** Appends a message about each of the orders, in one transaction. Returns their ids. */
    static List<String> appendTogether(List<TestMessages> orders) {
        TestMessages any = orders.get(0);
        return any.append(
                List.of(any.addressed(orders.stream().map(TestMessages::next).toList(), false)));
    }

    /** What is to be told next about the order. */
    SerializedMessage next() {
        return serialized(next(UPDATED, ++revision));
    }

    private List<String> append(List<Message> messages, boolean bulk) {
        return append(messages.stream()
                .map(message -> addressed(List.of(serialized(message)), bulk))
                .toList());
    }

    private List<String> append(List<MessageGroup> groups) {
        transaction.executeWithoutResult(status -> outbox.append(groups));
        return groups.stream()
                .flatMap(group -> group.messages().stream())
                .map(SerializedMessage::id)
                .toList();
    }

    private SerializedMessage serialized(Message message) {
        return SerializedMessage.of(message, key, "own");
    }

    private MessageGroup addressed(List<SerializedMessage> messages, boolean bulk) {
        MessageGroup group = new MessageGroup(messages.get(0).type(), messages, bulk);
        outbox.address(group, receiver);
        return group;
    }

    /** Claims what is due for the receiver, message by message. */
    List<Delivery> claim(boolean snapshots) {
        return context
                .getBean(ClaimDeliveries.class)
                .claim(
                        new Wish(receiver, snapshots, false, 50),
                        50,
                        context.getBean(Leases.class).current())
                .stream()
                .flatMap(List::stream)
                .map(Delivery.class::cast)
                .toList();
    }

    /** By how much the receiver's ledger does not close, and by how many parked ones it is wrong; empty when it has none. */
    List<List<Integer>> ledger() {
        return database.sql("select difference, drift from ledger_balance where receiver = :receiver")
                .param("receiver", receiver)
                .query((row, number) -> List.of(row.getInt(1), row.getInt(2)))
                .list();
    }

    /** The stored bytes of a message. */
    byte[] stored(String id) {
        return database.sql("select body from message where id = :id")
                .param("id", id)
                .query(byte[].class)
                .single();
    }

    /** How the deliveries ended, in the order in which they did. */
    List<String> outcomes() {
        return database.sql("""
                        select d.outcome from delivery_done d join message m on m.position = d.message_position
                        where m.entity_key = :key and d.receiver = :receiver order by d.done_at, d.message_position
                        """)
                .param("key", key)
                .param("receiver", receiver)
                .query(String.class)
                .list();
    }

    /** Why deliveries are parked. */
    List<String> parked() {
        return database.sql("""
                        select reason from delivery_parked where entity_key = :key and receiver = :receiver
                        order by message_position
                        """)
                .param("key", key)
                .param("receiver", receiver)
                .query(String.class)
                .list();
    }

    /** How many deliveries wait. */
    int waiting() {
        return database.sql("select count(*) from delivery where entity_key = :key and receiver = :receiver")
                .param("key", key)
                .param("receiver", receiver)
                .query(Integer.class)
                .single();
    }

    /** How many attempts were burnt. */
    int attempts() {
        return database.sql("select attempts from delivery_key where entity_key = :key and receiver = :receiver")
                .param("key", key)
                .param("receiver", receiver)
                .query(Integer.class)
                .single();
    }

    /** Whether what waits is due at once. */
    void due() {
        database.sql("""
                        update delivery_key set due_at = clock_timestamp()
                        where entity_key = :key and receiver = :receiver and due_at < 'infinity'
                        """).param("key", key).param("receiver", receiver).update();
    }

    private Message next(String type, int revision) {
        try {
            ObjectNode data = (ObjectNode) new ObjectMapper()
                    .readTree(MessageContract.SCHEMAS
                            .resolve("examples/" + type + ".json")
                            .toFile());
            data = data.has("data") ? (ObjectNode) data.get("data") : data;
            return new Message(type, shop, "order", order(), revision, Instant.ofEpochSecond(1_760_000_000), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A delivery about an entity that nobody stored. */
    static Delivery claimed(long key, Lease lease) {
        return claimed(key, lease, false);
    }

    /** One of a lane. */
    static Delivery claimed(long key, Lease lease, boolean bulk) {
        Date today = Date.valueOf(LocalDate.EPOCH);
        return new Delivery(
                "nobody",
                "1",
                key,
                1,
                0,
                1,
                key,
                today,
                UPDATED,
                "id",
                new byte[0],
                Instant.EPOCH,
                null,
                lease,
                false,
                null,
                true,
                bulk);
    }
}
