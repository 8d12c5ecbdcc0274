package io.creatorflow.tiktokshop.operations;

import io.creatorflow.tiktokshop.reconciliation.Reconciliations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reconciliations for people: begun, and looked at with what they found and how accurate the copies were each day. */
@Component("reconciliationDesk")
public class ReconciliationDesk {

    /** Before TikTok Shop began. */
    private static final Instant EVERYTHING = Instant.parse("2020-01-01T00:00:00Z");

    private static final String LIST = """
            select id, shop_id as shop, kind, from_time as "from", to_time as "to", reached,
              case when finished_at is null then 'running' else 'finished' end as state, compared, wrong, failure, operator,
              started_at as "startedAt", finished_at as "finishedAt"
            from reconciliation
            where (:shop::text is null or shop_id = :shop) and (:kind::text is null or kind = :kind)
              and id < coalesce(:after::bigint, 9223372036854775807)
            order by id desc limit :limit
            """;
    private static final String DIFFERENCES = """
            select shop_id as shop, kind, entity_id as entity, found, cause, outcome, update_time as "updatedAt", found_at as "foundAt",
              settled_at as "settledAt"
            from difference where reconciliation_id = :id and entity_id > coalesce(:after::text, '')
            order by entity_id limit :limit
            """;
    private static final String ACCURACY = """
            select to_char(day, 'YYYY-MM-DD') as day, shop_id as shop, kind, nullif(receiver, '') as receiver, equal, total as "all",
              round(equal::numeric / greatest(total, 1), 6) as accuracy, measured_at as "measuredAt",
              day || '~' || shop_id || '~' || kind || '~' || receiver as place
            from accuracy
            where (:shop::text is null or shop_id = :shop) and (:kind::text is null or kind = :kind)
              and (:receiver::text is null or receiver = :receiver)
              and (:after::text is null or (day || '~' || shop_id || '~' || kind || '~' || receiver) < :after)
            order by day || '~' || shop_id || '~' || kind || '~' || receiver desc limit :limit
            """;

    private final Reconciliations reconciliations;
    private final Rows rows;
    private final JsonBody json;
    private final OperationLog log;

    ReconciliationDesk(Reconciliations reconciliations, Rows rows, JsonBody json, OperationLog log) {
        this.reconciliations = reconciliations;
        this.rows = rows;
        this.json = json;
        this.log = log;
    }

    /** Begins to compare what was updated since a time, everything if none is given, of a shop and a kind, or of all. */
    @Transactional
    public Map<String, Object> start(@Body byte @Nullable [] body, @Header(OperatorRequest.OPERATOR) String operator) {
        Asked asked = json.members(body, List.of("shop", "kind", "from"));
        String kind = asked.text("kind");
        if (kind != null && !Reconciliations.kinds().contains(kind)) {
            throw OperationRefused.bad("No such kind is compared.", "Give one of " + Reconciliations.kinds() + ".");
        }
        List<Long> ids = reconciliations.begin(
                asked.text("shop"),
                kind == null ? Reconciliations.kinds() : List.of(kind),
                Objects.requireNonNullElse(asked.time("from"), EVERYTHING),
                operator);
        log.write(operator, "reconcile", ids.toString(), asked.values().toString());
        return Map.of("ids", ids);
    }

    /** A page of them, the latest first. */
    public Page list(@Headers Map<String, Object> headers) {
        Asked asked = new Asked(headers);
        Map<String, Object> list = asked.list("shop", "kind");
        list.put("after", asked.number("after"));
        return Page.of(rows.read(LIST, list), asked.limit(), "id");
    }

    /** A page of what one found, by the ids of the entities. */
    public Page differences(@Headers Map<String, Object> headers) {
        Asked asked = new Asked(headers);
        Map<String, Object> list = asked.list("after");
        list.put("id", asked.requiredNumber("id"));
        return Page.of(rows.read(DIFFERENCES, list), asked.limit(), "entity");
    }

    /** A page of accuracies by day, the latest first: of our copies where no receiver is named. */
    public Page accuracy(@Headers Map<String, Object> headers) {
        Asked asked = new Asked(headers);
        return Page.of(rows.read(ACCURACY, asked.list("shop", "kind", "receiver", "after")), asked.limit(), "place");
    }
}
