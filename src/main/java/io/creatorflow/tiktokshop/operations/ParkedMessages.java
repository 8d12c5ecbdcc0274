package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Messages that a receiver did not take: looked through, looked at, and sent again. */
@Component("parkedMessages")
public class ParkedMessages {

    private static final String LIST = """
            select p.receiver, p.message_position as position, m.id, p.type, e.kind, e.shop_id as shop, e.entity_id as entity,
              m.revision, p.reason, p.attempts, m.created_at as "acceptedAt", p.parked_at as "parkedAt"
            from delivery_parked p left join message m on m.day = p.message_day and m.position = p.message_position
            left join entity e on e.key = p.entity_key
            where (:receiver::text is null or p.receiver = :receiver) and (:type::text is null or p.type = :type)
              and (:kind::text is null or e.kind = :kind) and (:shop::text is null or e.shop_id = :shop)
              and (:entity::text is null or e.entity_id = :entity)
              and (:position::bigint is null or p.message_position = :position)
              and (p.message_position, p.receiver) > (coalesce(:behind::bigint, 0), :who::text)
            order by p.message_position, p.receiver limit :limit
            """;
    private static final String FIND =
            "select message_day::text from delivery_parked where message_position = :position and receiver = :receiver";

    private final JdbcClient database;
    private final Rows rows;
    private final ReplayBatch batch;
    private final OperationLog log;

    ParkedMessages(JdbcClient database, Rows rows, ReplayBatch batch, OperationLog log) {
        this.database = database;
        this.rows = rows;
        this.batch = batch;
        this.log = log;
    }

    /** A page of them, the longest known first, by any of receiver, type, kind, shop and entity. */
    public Page list(@Headers Map<String, Object> asked) {
        Asked filter = new Asked(asked);
        List<ObjectNode> items = read(filter, null);
        return Page.of(items, filter.limit(), "position", "receiver");
    }

    /** One, with what to do. */
    public ObjectNode one(@Headers Map<String, Object> asked) {
        Asked which = new Asked(asked);
        return read(which, which.requiredNumber("position")).stream()
                .findFirst()
                .orElseThrow(ParkedMessages::missing);
    }

    private List<ObjectNode> read(Asked filter, @Nullable Long position) {
        Map<String, Object> parameters = new HashMap<>();
        for (String name : List.of("receiver", "type", "kind", "shop", "entity")) {
            parameters.put(name, filter.text(name));
        }
        String after = filter.text("after");
        String[] place = after == null ? new String[] {"0", ""} : (after + "~").split("~", -1);
        parameters.put("behind", new Asked(Map.of("after", place[0])).number("after"));
        parameters.put("who", place[1]);
        parameters.put("position", position);
        parameters.put("limit", filter.limit());
        List<ObjectNode> items = rows.read(LIST, parameters);
        items.forEach(item -> Sentences.ofParked(item).addTo(item));
        return items;
    }

    /** Sends one again, unless the receiver has got something newer since. */
    @Transactional
    public Map<String, String> unpark(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        Asked which = new Asked(asked);
        String receiver = which.required("receiver");
        long position = which.requiredNumber("position");
        String day = database.sql(FIND)
                .param("position", position)
                .param("receiver", receiver)
                .query(String.class)
                .optional()
                .orElseThrow(ParkedMessages::missing);
        Verdict verdict = batch.send(receiver, 0, List.of(new ReplayBatch.Place(day, position))).stream()
                .findFirst()
                .orElseThrow(ParkedMessages::missing);
        verdict.refuse();
        log.write(operator, "unpark", receiver + "/" + position, verdict.id());
        return Map.of("receiver", receiver, "id", verdict.id(), "state", "waiting");
    }

    private static OperationRefused missing() {
        return OperationRefused.missing(
                "No such message is parked: it may have been sent, or replaced by a newer one.",
                "Look among GET " + OperationsGate.FOLDER + "/parked/messages, or ask for the entity's story.");
    }
}
