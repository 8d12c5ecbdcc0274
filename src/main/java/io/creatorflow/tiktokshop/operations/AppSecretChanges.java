package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.AppCredentials;
import io.creatorflow.tiktokshop.authorization.ChangingAppSecrets;
import io.creatorflow.tiktokshop.durable.AfterCommit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The app's secret by the API: changed, taken back, and who did so. No answer shows one. */
@Component("appSecretChanges")
public class AppSecretChanges {

    private static final String LIST = """
            select position, from_key as "fromKey", to_key as "toKey", changed_by as "changedBy", changed_at as "changedAt",
              taken_back_by as "takenBackBy", taken_back_at as "takenBackAt"
            from app_secret_change where position < coalesce(:after::bigint, 9223372036854775807) order by position desc limit :limit
            """;
    private static final List<String> MEMBERS = List.of("appKey", "appSecret");
    private static final String SECRET = "[\\x21-\\x7e]{16,256}";

    private final ChangingAppSecrets secrets;
    private final JsonBody json;
    private final Rows rows;
    private final OperationLog log;

    AppSecretChanges(ChangingAppSecrets secrets, JsonBody json, Rows rows, OperationLog log) {
        this.secrets = secrets;
        this.json = json;
        this.rows = rows;
        this.log = log;
    }

    /** A page of the changes, the latest first. */
    public Page list(@Headers Map<String, Object> asked) {
        Asked page = new Asked(asked);
        Map<String, Object> list = page.list();
        list.put("after", page.number("after"));
        List<ObjectNode> items = rows.read(LIST, list);
        return Page.of(items, page.limit(), "position");
    }

    /** Signs with another secret; webhooks that are signed with the one before are accepted for a while. */
    @Transactional
    public Map<String, String> change(@Body byte @Nullable [] body, @Header(OperatorRequest.OPERATOR) String operator) {
        Asked asked = json.members(body, MEMBERS);
        AppCredentials from = secrets.current();
        String key = Objects.requireNonNullElse(asked.text("appKey"), from.key());
        AppCredentials to = new AppCredentials(key, asked.required("appSecret"));
        if (!to.secret().matches(SECRET)) {
            throw OperationRefused.bad("appSecret is no app secret.", "Copy it from TikTok Shop Partner Center.");
        } else if (to.equals(from)) {
            throw OperationRefused.conflict("same-secret", "This secret is the one in use.", "Nothing.");
        }
        secrets.change(to, operator);
        log.write(operator, "change-app-secret", "app/" + key, "");
        AfterCommit.run(secrets::refresh);
        return Map.of("appKey", key, "state", "changed");
    }

    /** Goes back to the secret before the latest change. */
    @Transactional
    public Map<String, String> takeBack(@Header(OperatorRequest.OPERATOR) String operator) {
        if (!secrets.takeBack(operator)) {
            throw OperationRefused.conflict(
                    "no-change", "The secret is the one of the environment.", "Change TIKTOK_SHOP_APP_SECRET there.");
        }
        log.write(operator, "take-back-app-secret", "app", "");
        AfterCommit.run(secrets::refresh);
        return Map.of("state", "taken back");
    }
}
