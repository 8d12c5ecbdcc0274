package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.authorization.TokenCipher.Kind;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes tokens, and the secrets of the app that were set while it ran, with the current key where another key encrypted them: a batch a
 * transaction, so that a kill loses nothing and the next run goes on where this one stopped. Running replicas read both keys and
 * are not disturbed.
 */
final class Reencryption {

    /** Rows that were written with another key, in the order of sellers; the key's id stands in front of what it wrote. */
    private static final String OTHERS = """
            select open_id, access_token, refresh_token from seller
            where open_id > :after and state = 'connected'
              and (substring(access_token for 5) <> :key or substring(refresh_token for 5) <> :key)
            order by open_id limit :most for update
            """;

    private static final String WRITE = """
            update seller s set access_token = n.access_token, refresh_token = n.refresh_token
            from unnest(:sellers::text[], :access::bytea[], :refresh::bytea[]) n (open_id, access_token, refresh_token)
            where s.open_id = n.open_id
            """;
    private static final String LEFT = """
            select count(*) from seller where state = 'connected'
              and (substring(access_token for 5) <> :key or substring(refresh_token for 5) <> :key)
            """;

    /** They are few, as each was set by a person. */
    private static final String SECRETS = """
            select position, from_key, from_secret, to_key, to_secret from app_secret_change
            where taken_back_at is null and (substring(from_secret for 5) <> :key or substring(to_secret for 5) <> :key)
            order by position for update
            """;

    private static final String WRITE_SECRETS = """
            update app_secret_change c set from_secret = n.from_secret, to_secret = n.to_secret
            from unnest(:positions::bigint[], :froms::bytea[], :tos::bytea[]) n (position, from_secret, to_secret)
            where c.position = n.position
            """;

    private record Row(String openId, byte[] access, byte[] refresh) {}

    private record Secrets(long position, byte[] from, byte[] to) {}

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final TokenCipher cipher;
    private final int most;

    /**
     * Takes what it works with.
     *
     * @param most sellers a transaction
     */
    Reencryption(DataSource source, TokenCipher cipher, int most) {
        this.database = JdbcClient.create(source);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        this.transaction.setIsolationLevel(Connection.TRANSACTION_READ_COMMITTED);
        this.cipher = cipher;
        this.most = most;
    }

    /**
     * Does it.
     *
     * @param progress is told after each batch how far it is, in one line
     * @return how many sellers' tokens were written anew
     * @throws IllegalStateException when a token or secret opens with neither key
     */
    long run(Consumer<String> progress) {
        long all = left();
        long done = 0;
        String after = "";
        for (List<Row> batch = next(after); !batch.isEmpty(); batch = next(after)) {
            done += batch.size();
            after = batch.get(batch.size() - 1).openId();
            progress.accept(done + " of " + Math.max(all, done) + " sellers' tokens are written with the current key");
        }
        transaction.executeWithoutResult(status -> appSecrets());
        return done;
    }

    /** Sellers whose tokens another key encrypted. */
    long left() {
        return database.sql(LEFT)
                .param("key", cipher.currentKey())
                .query(Long.class)
                .single();
    }

    private List<Row> next(String after) {
        return transaction.execute(status -> {
            List<Row> rows = database.sql(OTHERS)
                    .param("after", after)
                    .param("key", cipher.currentKey())
                    .param("most", most)
                    .query((row, number) -> new Row(row.getString(1), row.getBytes(2), row.getBytes(3)))
                    .list();
            write(rows);
            return rows;
        });
    }

    private void write(List<Row> rows) {
        database.sql(WRITE)
                .param("sellers", rows.stream().map(Row::openId).toArray(String[]::new))
                .param(
                        "access",
                        rows.stream()
                                .map(row -> again(row.access(), row.openId(), Kind.ACCESS))
                                .toArray(byte[][]::new))
                .param(
                        "refresh",
                        rows.stream()
                                .map(row -> again(row.refresh(), row.openId(), Kind.REFRESH))
                                .toArray(byte[][]::new))
                .update();
    }

    private void appSecrets() {
        List<Secrets> secrets = database.sql(SECRETS)
                .param("key", cipher.currentKey())
                .query((row, number) -> new Secrets(
                        row.getLong(1),
                        again(row.getBytes(3), row.getString(2), Kind.APP_SECRET),
                        again(row.getBytes(5), row.getString(4), Kind.APP_SECRET)))
                .list();
        database.sql(WRITE_SECRETS)
                .param("positions", secrets.stream().map(Secrets::position).toArray(Long[]::new))
                .param("froms", secrets.stream().map(Secrets::from).toArray(byte[][]::new))
                .param("tos", secrets.stream().map(Secrets::to).toArray(byte[][]::new))
                .update();
    }

    private byte[] again(byte[] encrypted, String openId, Kind kind) {
        return cipher.encrypt(cipher.decrypt(encrypted, openId, kind), openId, kind);
    }
}
