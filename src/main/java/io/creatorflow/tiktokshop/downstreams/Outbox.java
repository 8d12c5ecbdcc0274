package io.creatorflow.tiktokshop.downstreams;

import java.util.List;
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
              select id, :type, entity_key, revision, body
              from unnest(:ids::text[], :keys::bigint[], :revisions::bigint[], :bodies::bytea[])
                as m (id, entity_key, revision, body)
              returning day, position, entity_key),
            addressed as (
              select r.receiver, s.* from stored s cross join unnest(:receivers::text[]) as r (receiver)),
            deliveries as (
              insert into delivery (receiver, entity_key, message_position, message_day, type)
              select receiver, entity_key, position, day, :type from addressed),
            keys as (
              insert into delivery_key as k (receiver, entity_key, waiting, lane)
              select receiver, entity_key, count(*), :lane from addressed
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
     * Appends a group for its receivers.
     *
     * @param receivers names joined by commas
     */
    public void append(@Body MessageGroup group, @Header("receivers") String receivers) {
        List<SerializedMessage> messages = group.messages();
        List<String> names = List.of(receivers.split(","));
        group.receivers().addAll(names);
        database.sql(APPEND)
                .param("type", group.type())
                .param("lane", group.bulk() ? 1 : 0)
                .param("receivers", names.toArray(String[]::new))
                .param("ids", column(messages, SerializedMessage::id).toArray(String[]::new))
                .param("keys", column(messages, SerializedMessage::entityKey).toArray(Long[]::new))
                .param(
                        "revisions",
                        column(messages, SerializedMessage::revision).toArray(Long[]::new))
                .param("bodies", column(messages, SerializedMessage::body).toArray(byte[][]::new))
                .update();
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
