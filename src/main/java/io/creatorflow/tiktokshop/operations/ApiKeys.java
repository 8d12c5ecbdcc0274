package io.creatorflow.tiktokshop.operations;

import io.creatorflow.tiktokshop.durable.SqlTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of keys. Of a secret it holds the hash alone, so a key is shown when it is made and never again. */
@Component
public class ApiKeys {

    private static final String CREATE = """
            with made as (
              insert into api_key (id, name, secret_sha256, scopes, shops, expires_at, created_by)
              values (:id, :name, :sha256, :scopes, :shops, :expires, :by) returning id, name, scopes)
            insert into operation_log (operator, action, target, detail)
            select :by, 'create-key', name, id || ' ' || array_to_string(scopes, ',') from made
            """;
    private static final String ROTATE = """
            with rotated as (
              update api_key set old_sha256 = secret_sha256, old_until = clock_timestamp() + make_interval(secs => :overlap),
                secret_sha256 = :sha256, rotated_at = clock_timestamp()
              where id = :id and revoked_at is null returning id, name)
            insert into operation_log (operator, action, target, detail) select :by, 'rotate-key', name, id from rotated
            """;
    private static final String REVOKE = """
            with revoked as (
              update api_key set revoked_at = clock_timestamp(), revoked_by = :by
              where id = :id and revoked_at is null returning id, name)
            insert into operation_log (operator, action, target, detail) select :by, 'revoke-key', name, id from revoked
            """;
    private static final String ALL = """
            select id, name, secret_sha256, old_sha256, old_until, scopes, shops, expires_at, last_used_at, revoked_at from api_key
            """;
    private static final String USED = """
            update api_key set last_used_at = clock_timestamp()
            where id = :id and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute')
            """;

    private final JdbcClient database;

    ApiKeys(JdbcClient database) {
        this.database = database;
    }

    /**
     * Makes a key.
     *
     * @param by who makes it
     * @return the key, to be shown once
     * @throws OperationRefused when there is or was one of this name
     */
    KeyText create(KeyWanted wanted, String by) {
        KeyText key = KeyText.random();
        try {
            database.sql(CREATE)
                    .param("id", key.id())
                    .param("name", wanted.name())
                    .param("sha256", key.sha256())
                    .param("scopes", wanted.scopes().toArray(String[]::new))
                    .param(
                            "shops",
                            wanted.shops() == null ? null : wanted.shops().toArray(String[]::new))
                    .param("expires", SqlTime.of(wanted.expires()))
                    .param("by", by)
                    .update();
        } catch (DuplicateKeyException e) {
            throw OperationRefused.conflict(
                    "name-taken",
                    "There is or was a key of this name.",
                    "Rotate that one, or give another name: the log names keys by it.");
        }
        return key;
    }

    /**
     * Gives a key another secret.
     *
     * @param overlap how long the one before is good
     * @return the key, to be shown once; empty when there is none, or it was revoked
     */
    Optional<KeyText> rotate(String id, Duration overlap, String by) {
        KeyText key = KeyText.again(id);
        int rotated = database.sql(ROTATE)
                .param("id", id)
                .param("sha256", key.sha256())
                .param("overlap", (double) overlap.toSeconds())
                .param("by", by)
                .update();
        return rotated == 0 ? Optional.empty() : Optional.of(key);
    }

    /** Takes a key back for ever; false when there is none, or it was revoked before. */
    boolean revoke(String id, String by) {
        return database.sql(REVOKE).param("id", id).param("by", by).update() > 0;
    }

    List<ApiKey> all() {
        return database.sql(ALL).query((row, number) -> ApiKey.of(row)).list();
    }

    /** Notes that it was used, to the minute. */
    void used(ApiKey key) {
        database.sql(USED).param("id", key.id()).update();
    }
}
