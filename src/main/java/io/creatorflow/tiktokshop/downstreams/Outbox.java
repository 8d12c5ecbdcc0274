package io.creatorflow.tiktokshop.downstreams;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends messages and their deliveries, within the transaction that changed the entities. */
@Component("outbox")
public class Outbox {

    private static final String APPEND = """
            with stored as (
              insert into message (id, type, entity_key, revision, body)
              select * from unnest(:ids::text[], :types::text[], :keys::bigint[], :revisions::bigint[], :bodies::bytea[])
              returning day, position, type, entity_key, revision),
            addressed as (
              select a.receiver, a.lane, s.* from stored s
              join unnest(:addressed::text[], :receivers::text[], :lanes::smallint[]) as a (type, receiver, lane) using (type)),
            deliveries as (
              insert into delivery (receiver, entity_key, revision, message_position, message_day, type)
              select receiver, entity_key, revision, position, day, type from addressed),
            keys as (
              insert into delivery_key as k (receiver, entity_key, waiting, lane)
              select receiver, entity_key, count(*), min(lane) from addressed
              group by receiver, entity_key order by receiver, entity_key
              on conflict (receiver, entity_key) do update set
                waiting = k.waiting + excluded.waiting, lane = least(k.lane, excluded.lane))
            insert into ledger as l (receiver, backend, accepted)
            select receiver, pg_backend_pid(), count(*) from addressed group by receiver
            on conflict (receiver, backend) do update set accepted = l.accepted + excluded.accepted
            """;

    private final JdbcClient database;

    Outbox(JdbcClient database) {
        this.database = database;
    }

    /** The group whose turn it is in a loop over all. */
    public MessageGroup group(
            @ExchangeProperty("messages") List<MessageGroup> groups, @ExchangeProperty(Exchange.LOOP_INDEX) int turn) {
        return groups.get(turn);
    }

    /**
     * Addresses a group to its receivers.
     *
     * @param receivers names joined by commas
     */
    public void address(@Body MessageGroup group, @Header("receivers") String receivers) {
        group.receivers().addAll(List.of(receivers.split(",")));
    }

    /** Appends all groups for the receivers that they were addressed to, by one statement. */
    public void append(@ExchangeProperty("messages") List<MessageGroup> groups) {
        List<SerializedMessage> messages =
                groups.stream().flatMap(group -> group.messages().stream()).toList();
        if (messages.isEmpty()) {
            return;
        }
        database.sql(APPEND)
                .param("ids", column(messages, SerializedMessage::id).toArray(String[]::new))
                .param("types", column(messages, SerializedMessage::type).toArray(String[]::new))
                .param("keys", column(messages, SerializedMessage::entityKey).toArray(Long[]::new))
                .param(
                        "revisions",
                        column(messages, SerializedMessage::revision).toArray(Long[]::new))
                .param("bodies", column(messages, SerializedMessage::body).toArray(byte[][]::new))
                .params(addresses(groups))
                .update();
    }

    private static Map<String, Object[]> addresses(List<MessageGroup> groups) {
        record Address(String type, String receiver, short lane) {}
        List<Address> addresses = groups.stream()
                .flatMap(group -> group.receivers().stream()
                        .map(receiver -> new Address(group.type(), receiver, (short) (group.bulk() ? 1 : 0))))
                .distinct()
                .toList();
        return Map.of(
                "addressed", addresses.stream().map(Address::type).toArray(String[]::new),
                "receivers", addresses.stream().map(Address::receiver).toArray(String[]::new),
                "lanes", addresses.stream().map(Address::lane).toArray(Short[]::new));
    }

    /** Everyone who was addressed with any of these groups. */
    public Set<String> receivers(@ExchangeProperty("messages") List<MessageGroup> groups) {
        Set<String> receivers = new TreeSet<>();
        groups.forEach(group -> receivers.addAll(group.receivers()));
        return receivers;
    }

    private static <T> List<T> column(List<SerializedMessage> messages, Function<SerializedMessage, T> value) {
        return messages.stream().map(value).toList();
    }
}
