package io.creatorflow.tiktokshop.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.Body;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The shops to examine, in the database: those that have not left. */
@Repository("examinedShops")
public class ExaminedShops {

    private static final String ALL = """
            select shop_id from shop where state <> 'left' and (cardinality(:only::text[]) = 0 or shop_id = any(:only))
            order by shop_id
            """;
    private static final String ONE = """
            select shop_id, open_id, cipher, shop.state = 'connected' and seller.state = 'connected' as connected,
              access_token_expires_at, refresh_token_expires_at, scopes
            from shop join seller on open_id = seller_open_id where shop_id = :shop
            """;

    private final JdbcClient database;
    private final String[] only;

    ExaminedShops(JdbcClient database, @Value("${doctor.shops}") List<String> only) {
        this.database = database;
        this.only = only.toArray(String[]::new);
    }

    /** Ids of the shops that the knob {@code doctor.shops} names, or of all. */
    public List<String> all() {
        return database.sql(ALL).param("only", only).query(String.class).list();
    }

    /** What is known of a shop. */
    public ExaminedShop find(@Body String shopId) {
        return database.sql(ONE)
                .param("shop", shopId)
                .query(ExaminedShops::shop)
                .single();
    }

    private static ExaminedShop shop(ResultSet row, int number) throws SQLException {
        return new ExaminedShop(
                row.getString("shop_id"),
                row.getString("open_id"),
                row.getString("cipher"),
                row.getBoolean("connected"),
                row.getTimestamp("access_token_expires_at").toInstant(),
                row.getTimestamp("refresh_token_expires_at").toInstant(),
                List.of((String[]) row.getArray("scopes").getArray()));
    }
}
