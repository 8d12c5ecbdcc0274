package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.erasure.Erasures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Requests to erase a buyer: made here, done within seconds by the routes of the erasure, and kept as the record of it. */
@Component("buyerErasures")
public class BuyerErasures {

    private static final String ONE = """
            select id, shop_id as shop, order_id as order, requested_by as "requestedBy", requested_at as "requestedAt",
              case when finished_at is null then 'under way' else 'erased' end as state, finished_at as "finishedAt",
              entities, messages, events
            from erasure where id = :id and (:shop::text is null or shop_id = :shop)
            """;

    private final Erasures erasures;
    private final Rows rows;
    private final OperationLog log;

    BuyerErasures(Erasures erasures, Rows rows, OperationLog log) {
        this.erasures = erasures;
        this.rows = rows;
        this.log = log;
    }

    /** Asks for the buyer of an order to be erased; also when the order is not known here, as its events may be. */
    @Transactional
    public Map<String, Object> request(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        Asked which = new Asked(asked);
        String shop = which.required("shop");
        String order = which.order();
        long id = erasures.request(shop, order, operator);
        log.write(operator, "erase-buyer", "order/" + shop + "/" + order, "erasure " + id);
        return Map.of("id", id, "state", "under way");
    }

    /** How far a request is, and what was changed for it. */
    public ObjectNode one(@Headers Map<String, Object> asked) {
        long id = new Asked(asked).requiredNumber("id");
        Map<String, Object> which = new HashMap<>(Map.of("id", id));
        which.put("shop", new Asked(asked).text("shop"));
        List<ObjectNode> found = rows.read(ONE, which);
        if (found.isEmpty()) {
            throw OperationRefused.missing(
                    "There is no erasure " + id + ".", "The number is in the answer to the request.");
        }
        return found.get(0);
    }
}
