package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.AppCredentials;
import io.creatorflow.tiktokshop.api.AppSecrets;
import io.creatorflow.tiktokshop.authorization.TokenCipher.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The app's secret as the environment says it, and as it was changed since, for all replicas. What was changed is read once a second, so
 * that neither a webhook nor a call asks the database.
 */
@Component("appSecrets")
public class ChangingAppSecrets implements AppSecrets {

    private record Known(AppCredentials current, List<AppCredentials> accepted) {}

    private static final Logger LOG = LoggerFactory.getLogger(ChangingAppSecrets.class);

    private static final String READ = """
            select from_key, from_secret, to_key, to_secret,
              changed_at > clock_timestamp() - make_interval(secs => :overlap) as recent
            from app_secret_change where taken_back_at is null order by position
            """;
    /** Two changes from the same secret would leave one that leads nowhere. */
    private static final String ONE_AT_A_TIME = "lock table app_secret_change in exclusive mode";

    private static final String CHANGE = """
            insert into app_secret_change (from_key, from_secret, to_key, to_secret, changed_by)
            values (:fromKey, :fromSecret, :toKey, :toSecret, :by)
            """;
    private static final String TAKE_BACK = """
            update app_secret_change set taken_back_at = clock_timestamp(), taken_back_by = :by
            where position = (select max(position) from app_secret_change where taken_back_at is null)
            """;

    private final JdbcClient database;
    private final TokenCipher cipher;
    private final AppCredentials environment;
    private final List<AppCredentials> previous;
    private final Duration overlap;
    private volatile Known known;

    ChangingAppSecrets(
            JdbcClient database,
            TokenCipher cipher,
            @Value("${tiktok-shop.app-key}") String key,
            @Value("${tiktok-shop.app-secret}") String secret,
            @Value("${tiktok-shop.app-secret-previous}") String previous,
            @Value("${tiktok-shop.old-signatures-for}") Duration overlap) {
        this.database = database;
        this.cipher = cipher;
        this.environment = new AppCredentials(key, secret);
        this.previous = previous.isBlank() ? List.of() : List.of(new AppCredentials(key, previous));
        this.overlap = overlap;
        this.known = read();
    }

    @Override
    public AppCredentials current() {
        return known.current();
    }

    @Override
    public List<AppCredentials> accepted() {
        return known.accepted();
    }

    /** Reads what was changed. While the database does not answer, what was known before holds. */
    public void refresh() {
        try {
            Known read = read();
            if (!read.equals(known)) {
                known = read;
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The changes of the app's secret could not be read: {}", e.getMessage());
        }
    }

    /**
     * Signs with other credentials from now on, here at once and on other replicas as soon as they read. What was signed with
     * those before is accepted for as long as the knob {@code tiktok-shop.old-signatures-for} says. To be called in a transaction.
     *
     * @param by who changes it
     */
    public void change(AppCredentials to, String by) {
        database.sql(ONE_AT_A_TIME).update();
        AppCredentials from = read().current();
        database.sql(CHANGE)
                .param("fromKey", from.key())
                .param("fromSecret", encrypted(from))
                .param("toKey", to.key())
                .param("toSecret", encrypted(to))
                .param("by", by)
                .update();
    }

    /** Goes back to what was before the latest change; false when there is none. */
    public boolean takeBack(String by) {
        return database.sql(TAKE_BACK).param("by", by).update() > 0;
    }

    private Known read() {
        List<AppSecretChange> changes = database.sql(READ)
                .param("overlap", (double) overlap.toSeconds())
                .query((row, number) ->
                        new AppSecretChange(credentials(row, "from"), credentials(row, "to"), row.getBoolean("recent")))
                .list();
        AppCredentials current = AppSecretChange.follow(environment, changes);
        return new Known(
                current,
                Stream.of(Stream.of(current), AppSecretChange.before(changes), previous.stream())
                        .flatMap(accepted -> accepted)
                        .distinct()
                        .toList());
    }

    private byte[] encrypted(AppCredentials app) {
        return cipher.encrypt(app.secret(), app.key(), Kind.APP_SECRET);
    }

    private AppCredentials credentials(ResultSet row, String side) throws SQLException {
        String key = row.getString(side + "_key");
        return new AppCredentials(key, cipher.decrypt(row.getBytes(side + "_secret"), key, Kind.APP_SECRET));
    }
}
