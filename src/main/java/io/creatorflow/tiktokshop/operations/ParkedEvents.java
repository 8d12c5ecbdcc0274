package io.creatorflow.tiktokshop.operations;

import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Webhooks that could not be routed: looked through, and routed again. */
@Component("parkedEvents")
public class ParkedEvents {

    private static final String LIST = """
            select p.day::text as day, encode(p.body_sha256, 'hex') as sha256, i.event_type as type, i.shop_id as shop,
              i.received_at as "receivedAt", p.reason, p.parked_at as "parkedAt"
            from inbox_parked p left join inbox i on i.day = p.day and i.body_sha256 = p.body_sha256
            where (:type::integer is null or i.event_type = :type) and (:shop::text is null or i.shop_id = :shop)
              and (:after::text is null or (p.day::text || '~' || encode(p.body_sha256, 'hex')) > :after)
            order by p.day::text || '~' || encode(p.body_sha256, 'hex') limit :limit
            """;
    private static final String UNPARK = """
            with parked as (
              delete from inbox_parked where day = :day::text::date and body_sha256 = decode(:sha256, 'hex')
              returning day, body_sha256)
            insert into inbox_waiting (day, body_sha256) select day, body_sha256 from parked on conflict do nothing
            """;

    private final JdbcClient database;
    private final Rows rows;
    private final OperationLog log;

    ParkedEvents(JdbcClient database, Rows rows, OperationLog log) {
        this.database = database;
        this.rows = rows;
        this.log = log;
    }

    /** A page of them, by any of type (a number) and shop. */
    public Page list(@Headers Map<String, Object> asked) {
        Asked filter = new Asked(asked);
        Map<String, Object> list = filter.list("shop", "after");
        list.put("type", filter.number("type"));
        return rows.page(LIST, list, Sentences::ofParkedEvent, "day", "sha256");
    }

    /** Has one routed again. */
    @Transactional
    public Map<String, String> unpark(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        Asked which = new Asked(asked);
        String day = which.required("day");
        String sha256 = which.required("sha256");
        boolean readable = day.matches("-infinity|[0-9]{4}-[0-9]{2}-[0-9]{2}") && sha256.matches("[0-9a-f]{64}");
        if (!readable
                || database.sql(UNPARK)
                                .param("day", day)
                                .param("sha256", sha256)
                                .update()
                        == 0) {
            throw OperationRefused.missing(
                    "No such event is parked.", "Look among GET " + OperationsGate.FOLDER + "/parked/events.");
        }
        log.write(operator, "unpark-event", day + "/" + sha256, "");
        return Map.of("state", "waiting");
    }
}
