package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.Operation;
import io.creatorflow.tiktokshop.api.Operations;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How fast TikTok Shop is called, and how a person changes that while all replicas are running. */
@Component("paces")
public class Paces {

    private static final String SHOW = """
            select known.operation, known.knob, p.per_second as "perSecond", of_shop.shop_id as "shopId",
              own.per_second as "perSecondOfShop", pace_percent(l) as percent, l.lowered_at as "loweredAt", l.not_before as "notBefore"
            from unnest(string_to_array(:operations, ','), string_to_array(:knobs, ',')::integer[]) as known (operation, knob)
            left join pace p on p.operation = known.operation and p.shop_id = ''
            left join (
              select operation, shop_id from pace where shop_id <> ''
              union select operation, shop_id from pace_lowered where whole_at > clock_timestamp()) as of_shop
              on of_shop.operation = known.operation and (:shop::text is null or of_shop.shop_id = :shop)
            left join pace own on own.operation = known.operation and own.shop_id = of_shop.shop_id
            left join pace_lowered l on l.operation = known.operation and l.shop_id = of_shop.shop_id
              and l.whole_at > clock_timestamp()
            order by known.operation, of_shop.shop_id
            """;
    private static final String SET = """
            insert into pace (operation, shop_id, per_second) values (:operation, :shop, :perSecond)
            on conflict (operation, shop_id) do update set per_second = excluded.per_second
            """;
    private static final String LEAVE = "delete from pace where operation = :operation and shop_id = :shop";
    private static final int HIGHEST = 10_000;

    private final JdbcClient database;
    private final Rows rows;
    private final OperationLog log;
    private final List<Operation> operations;

    Paces(JdbcClient database, Rows rows, OperationLog log, Operations operations) {
        this.database = database;
        this.rows = rows;
        this.log = log;
        this.operations = operations.all().stream()
                .filter(operation -> !operation.tokenHost())
                .sorted(Comparator.comparing(Operation::name))
                .toList();
    }

    /** The pace of each operation: as the table says, as a person has set, and each shop with a pace of its own or one that was lowered. */
    public List<ObjectNode> show(@Headers Map<String, Object> asked) {
        Map<String, Object> values = new HashMap<>();
        values.put("operations", joined(Operation::name));
        values.put("knobs", joined(Operation::pace));
        values.put("shop", new Asked(asked).text("shop"));
        return rows.read(SHOW, values);
    }

    private String joined(Function<Operation, Object> of) {
        return operations.stream().map(of).map(Object::toString).collect(Collectors.joining(","));
    }

    /** Sets the pace of an operation, for one shop or all, in all replicas, within a second. Without a number it is as before again. */
    @Transactional
    public Map<String, String> set(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        Asked values = new Asked(asked);
        String operation = values.required("operation");
        Long perSecond = values.number("perSecond");
        check(operation, perSecond);
        String shop = Objects.requireNonNullElse(values.text("shop"), "");
        JdbcClient.StatementSpec change = database.sql(perSecond == null ? LEAVE : SET)
                .param("operation", operation)
                .param("shop", shop);
        (perSecond == null ? change : change.param("perSecond", perSecond.intValue())).update();
        String said = perSecond == null ? "as before" : perSecond.toString();
        log.write(operator, "change-pace", shop.isEmpty() ? operation : operation + ' ' + shop, said);
        return Map.of("operation", operation, "shop", shop, "perSecond", said);
    }

    private void check(String operation, @Nullable Long perSecond) {
        if (operations.stream().noneMatch(known -> known.name().equals(operation))) {
            throw OperationRefused.missing("There is no such operation.", "Name one that GET /paces shows.");
        }
        if (perSecond != null && perSecond > HIGHEST) {
            throw OperationRefused.bad("perSecond is " + perSecond + ".", "Give a number from 0 to " + HIGHEST + ".");
        }
    }
}
