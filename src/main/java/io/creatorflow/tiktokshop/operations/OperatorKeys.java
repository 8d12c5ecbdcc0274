package io.creatorflow.tiktokshop.operations;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Keys by the API: listed, made, given another secret, taken back. */
@Component("operatorKeys")
public class OperatorKeys {

    private static final String LIST = """
            select id, name, scopes, shops, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
              last_used_at as "lastUsedAt", rotated_at as "rotatedAt",
              case when old_until > clock_timestamp() then old_until end as "oldSecretUntil",
              revoked_at as "revokedAt", revoked_by as "revokedBy",
              case when revoked_at is not null then 'revoked' when expires_at <= clock_timestamp() then 'expired'
                else 'good' end as state
            from api_key where name > coalesce(:after::text, '') order by name limit :limit
            """;

    private final ApiKeys table;
    private final KnownKeys known;
    private final Rows rows;
    private final JsonBody json;
    private final Clock clock;
    private final Duration overlap;

    OperatorKeys(
            ApiKeys table,
            KnownKeys known,
            Rows rows,
            JsonBody json,
            Clock clock,
            @Value("${operations.key-overlap}") Duration overlap) {
        this.table = table;
        this.known = known;
        this.rows = rows;
        this.json = json;
        this.clock = clock;
        this.overlap = overlap;
    }

    /** A page of them by name, revoked ones too. No secret is in there, as none is stored. */
    public Page list(@Headers Map<String, Object> asked) {
        Map<String, Object> list = new Asked(asked).list("after");
        return Page.of(rows.read(LIST, list), new Asked(asked).limit(), "name");
    }

    /** Makes one. The answer is the only place where it is shown. */
    public Map<String, Object> create(@Body byte @Nullable [] body, @Header(OperatorRequest.OPERATOR) String operator) {
        KeyWanted wanted = KeyWanted.of(json.members(body, KeyWanted.MEMBERS), clock.instant());
        KeyText key = table.create(wanted, operator);
        return shown(key, Map.of("name", wanted.name()));
    }

    /** Gives one another secret; the one before is good for a while. */
    public Map<String, Object> rotate(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        KeyText key =
                table.rotate(new Asked(asked).required("id"), overlap, operator).orElseThrow(OperatorKeys::missing);
        return shown(key, Map.of("oldSecretUntil", clock.instant().plus(overlap)));
    }

    /** Takes one back for ever. */
    public Map<String, Object> revoke(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        String id = new Asked(asked).required("id");
        if (!table.revoke(id, operator)) {
            throw missing();
        }
        known.changed();
        return Map.of("id", id, "state", "revoked");
    }

    private Map<String, Object> shown(KeyText key, Map<String, Object> more) {
        known.changed();
        Map<String, Object> shown = new TreeMap<>(more);
        shown.put("id", key.id());
        shown.put("key", key.reveal());
        return shown;
    }

    private static OperationRefused missing() {
        return OperationRefused.missing(
                "There is no such key, or it was revoked.", "Look among GET " + OperationsGate.FOLDER + "/keys.");
    }
}
