package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import io.creatorflow.tiktokshop.downstreams.SerializedMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells events that say what none of our entities does. The inbox holds an event once and it is routed once, so it is told once,
 * in the transaction that routes it.
 */
@Component("eventMessages")
public class EventMessages {

    /** Numbers that no entity has: nothing waits behind such a message, and it behind nothing. */
    private static final String KEYS =
            "select nextval(pg_get_serial_sequence('entity', 'key')) from generate_series(1, :count)";

    private final JdbcClient database;
    private final EventNotices notices;

    EventMessages(JdbcClient database, @Value("${routes.dir}") Path routes) {
        this.database = database;
        this.notices = new EventNotices(routes);
    }

    /** Adds what these events say to what their batch has to tell. A body that is no event says nothing. */
    public void tell(@Body EventGroup group, @ExchangeProperty("batch") EventBatch batch) {
        if (group.type().equals(EventGroup.NONE)) {
            return;
        }
        Iterator<Long> keys = keys(group.events().size());
        List<SerializedMessage> messages = new ArrayList<>();
        for (Event event : group.events()) {
            messages.add(SerializedMessage.of(notices.of(group.type(), event), keys.next(), "event"));
        }
        batch.messages().add(new MessageGroup(EventNotices.RECEIVED, messages, false));
    }

    private Iterator<Long> keys(int count) {
        return database.sql(KEYS).param("count", count).query(Long.class).list().iterator();
    }
}
