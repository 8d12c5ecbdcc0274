package io.creatorflow.tiktokshop.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Something of a buyer that nobody else has, so that wherever it turns up, it came from there. */
public final class Canary {

    private static final List<String> RECIPIENT = List.of(
            "name",
            "first_name",
            "last_name",
            "phone_number",
            "full_address",
            "address_detail",
            "address_line1",
            "address_line2",
            "postal_code",
            "post_town");
    private static final String COLUMNS = """
            select c.relname::text as table, quote_ident(a.attname) as column, a.atttypid = 'bytea'::regtype as bytes
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
            """;

    private final String text = "Canary" + UUID.randomUUID().toString().replace("-", "");

    /** What is looked for. */
    public String text() {
        return text;
    }

    /** Puts it into everything that TikTok tells of the buyer of an order. */
    public void into(ObjectNode order) {
        ObjectNode recipient = order.withObject("recipient_address");
        RECIPIENT.forEach(field -> recipient.put(field, text));
        recipient.withObject("delivery_preferences").put("drop_off_location", text);
        recipient
                .putArray("district_info")
                .addObject()
                .put("address_level", "L1")
                .put("address_name", text);
        order.put("buyer_email", text + "@example.com")
                .put("buyer_message", "for " + text)
                .put("seller_note", text);
    }

    /** The tables that hold it in any column, whatever its type; partitions go by the name of their table. */
    public Set<String> tables(JdbcClient database) {
        Set<String> tables = new TreeSet<>();
        for (Map<String, Object> column : database.sql(COLUMNS).query().listOfRows()) {
            String value = Boolean.TRUE.equals(column.get("bytes"))
                    ? "position(convert_to(:text, 'UTF8') in " + column.get("column") + ")"
                    : "position(:text in " + column.get("column") + "::text)";
            boolean held = database.sql(
                            "select exists (select 1 from " + column.get("table") + " where " + value + " > 0)")
                    .param("text", text)
                    .query(Boolean.class)
                    .single();
            if (held) {
                tables.add(table(column));
            }
        }
        return tables;
    }

    /** Every table of the schema. */
    public static Set<String> allTables(JdbcClient database) {
        Set<String> tables = new TreeSet<>();
        database.sql(COLUMNS).query().listOfRows().forEach(column -> tables.add(table(column)));
        return tables;
    }

    private static String table(Map<String, Object> column) {
        return column.get("table").toString().replaceFirst("_(\\d{8}|default)$", "");
    }
}
