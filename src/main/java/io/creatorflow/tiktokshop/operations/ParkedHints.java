package io.creatorflow.tiktokshop.operations;

import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Entities that could not be read or merged: looked through, and read again. */
@Component("parkedHints")
public class ParkedHints {

    private static final String LIST = """
            select kind, shop_id as shop, entity_id as entity, code as "refusedCode", reason, parked_at as "parkedAt" from hint_parked
            where (:kind::text is null or kind = :kind) and (:shop::text is null or shop_id = :shop)
              and (:entity::text is null or entity_id = :entity)
              and (:after::text is null or (kind || '~' || shop_id || '~' || entity_id) > :after)
            order by kind || '~' || shop_id || '~' || entity_id limit :limit
            """;
    private static final String UNPARK = """
            with parked as (
              delete from hint_parked where kind = :kind and shop_id = :shop and entity_id = :entity
              returning kind, shop_id, entity_id)
            insert into hint as h (kind, shop_id, entity_id) select kind, shop_id, entity_id from parked
            on conflict (kind, shop_id, entity_id) do update set due_at = least(h.due_at, excluded.due_at), looks = 0,
              failures = 0, version = h.version + 1
            """;

    private final JdbcClient database;
    private final Rows rows;
    private final OperationLog log;

    ParkedHints(JdbcClient database, Rows rows, OperationLog log) {
        this.database = database;
        this.rows = rows;
        this.log = log;
    }

    /** A page of them, by any of kind, shop and entity. */
    public Page list(@Headers Map<String, Object> asked) {
        Map<String, Object> list = new Asked(asked).list("kind", "shop", "entity", "after");
        return rows.page(LIST, list, Sentences::ofParkedHint, "kind", "shop", "entity");
    }

    /** Has one read again, at once. */
    @Transactional
    public Map<String, String> unpark(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        Asked which = new Asked(asked);
        Map<String, String> hint = Map.of(
                "kind", which.required("kind"), "shop", which.required("shop"), "entity", which.required("entity"));
        if (database.sql(UNPARK).params(hint).update() == 0) {
            throw OperationRefused.missing(
                    "No such hint is parked: an event may have had it read again.",
                    "Look among GET " + OperationsGate.FOLDER + "/parked/hints, or ask for the entity's story.");
        }
        log.write(operator, "unpark-hint", hint.get("kind") + "/" + hint.get("shop") + "/" + hint.get("entity"), "");
        return Map.of("state", "waiting");
    }
}
