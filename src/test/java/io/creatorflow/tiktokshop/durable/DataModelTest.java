package io.creatorflow.tiktokshop.durable;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page about the data model is the one of the real schema, and says what everything is for. */
@IntegrationTest
class DataModelTest {

    private static final Path PAGE = Path.of("docs/01-specifications/data-model.md");
    private static final String BEGINNING = """
            # Data model

            Written from the schema and its comments by a test; do not edit. The comments stand in
            [R__table_comments.sql](../../src/main/resources/db/migration/R__table_comments.sql). Why the tables have these
            shapes: [decisions](../decisions/README.md) 0001, 0004, 0010 and 0016.
            """;
    private static final String TABLES = """
            select c.relname::text as name, coalesce(obj_description(c.oid), '') as purpose, coalesce((
              select string_agg(quote_ident(a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum))
              from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
              where i.indrelid = c.oid and i.indisprimary), '') as key
            from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
              and c.relname <> 'flyway_schema_history' order by c.relname
            """;
    private static final String COLUMNS = """
            select a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
              coalesce(col_description(a.attrelid, a.attnum), '') as purpose
            from pg_attribute a where a.attrelid = to_regclass(:table) and a.attnum > 0 and not a.attisdropped
            order by a.attnum
            """;

    private record Column(String name, String type, boolean required, String purpose) {}

    private record Table(String name, String purpose, String key, List<Column> columns) {}

    @Autowired
    private JdbcClient database;

    @Test
    void thePageAboutTheDataModelIsTheOneOfTheSchema() throws IOException {
        String page = page();
        if (Boolean.getBoolean("update-docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("stale: run this test with -Dupdate-docs=true")
                .isEqualTo(page);
    }

    @Test
    void everyTableAndColumnSaysWhatItIsFor() {
        assertThat(tables()).allSatisfy(table -> {
            assertThat(table.purpose()).as(table.name()).endsWith(".");
            assertThat(table.columns())
                    .allSatisfy(column -> assertThat(column.purpose())
                            .as(table.name() + "." + column.name())
                            .endsWith("."));
        });
    }

    private String page() {
        return BEGINNING + tables().stream().map(DataModelTest::section).collect(Collectors.joining());
    }

    private static String section(Table table) {
        return "\n## " + table.name() + "\n\n" + table.purpose()
                + (table.key().isEmpty() ? "" : " Key: " + table.key() + ".")
                + "\n\n| Column | Type | Always | What for |\n|---|---|---|---|\n"
                + table.columns().stream().map(DataModelTest::line).collect(Collectors.joining());
    }

    private static String line(Column column) {
        return "| `" + column.name() + "` | " + column.type() + " | " + (column.required() ? "yes" : "") + " | "
                + column.purpose() + " |\n";
    }

    private List<Table> tables() {
        return database.sql(TABLES)
                .query((row, number) -> new Table(
                        row.getString("name"),
                        row.getString("purpose"),
                        row.getString("key"),
                        columns(row.getString("name"))))
                .list();
    }

    private List<Column> columns(String table) {
        return database.sql(COLUMNS)
                .param("table", table)
                .query((row, number) -> new Column(
                        row.getString("name"),
                        row.getString("type"),
                        row.getBoolean("required"),
                        row.getString("purpose")))
                .list();
    }
}
