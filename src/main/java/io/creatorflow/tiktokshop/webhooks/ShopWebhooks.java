package io.creatorflow.tiktokshop.webhooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.api.ErrorCodes;
import io.creatorflow.tiktokshop.api.TikTokShopException;
import io.creatorflow.tiktokshop.authorization.RegisteredWebhooks;
import io.creatorflow.tiktokshop.issues.IssueReport;
import io.creatorflow.tiktokshop.issues.IssueReports;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Compares the webhooks of a shop with those that are wanted, and says how to register the missing ones: the Event API holds one address
 * for each shop and type, beside the app's own in Partner Center. It takes none away.
 */
@Component("shopWebhooks")
public class ShopWebhooks {

    private final WantedWebhooks wanted;
    private final WebhookChecks checks;
    private final IssueReports issues;

    ShopWebhooks(WantedWebhooks wanted, WebhookChecks checks, IssueReports issues) {
        this.wanted = wanted;
        this.checks = checks;
        this.issues = issues;
    }

    /**
     * Asks what is registered.
     *
     * @throws NoPublicAddress when it is not known where webhooks shall come to
     */
    public ApiRequest ask(@Body String shopId) {
        if (wanted.address().isEmpty()) {
            throw new NoPublicAddress();
        }
        return ApiRequest.forShop(shopId, Map.of());
    }

    /** Compares the answer with what is wanted. */
    public Registration compare(@Body ApiResponse answer, @ExchangeProperty("webhooksOf") String shopId) {
        Set<String> here = StreamSupport.stream(answer.data().path("webhooks").spliterator(), false)
                .filter(webhook -> webhook.path("address").asText().equals(wanted.address()))
                .map(webhook -> webhook.path("event_type").asText())
                .collect(Collectors.toSet());
        return new Registration(
                shopId,
                wanted.types().stream().filter(here::contains).toList(),
                wanted.types().stream().filter(Predicate.not(here::contains)).toList());
    }

    /** Asks to register one of the missing ones. */
    public ApiRequest register(
            @ExchangeProperty("registration") Registration registration,
            @ExchangeProperty(Exchange.LOOP_INDEX) int turn) {
        return new ApiRequest(
                registration.shopId(),
                Map.of(),
                Map.of(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("address", wanted.address())
                        .put("event_type", registration.missing().get(turn)));
    }

    /** All that is wanted is registered. */
    public RegisteredWebhooks registered(@ExchangeProperty("registration") Registration registration) {
        checks.good(registration.shopId());
        issues.report(List.of(report(registration.shopId(), true, "")));
        return new RegisteredWebhooks(
                registration.shopId(), registration.after(registration.missing().size()), "");
    }

    /**
     * Something is not registered. Without an address that is for whoever runs this service to see to; everything else is an issue,
     * and is tried again.
     *
     * @param registration null when it is not known what is registered
     * @param turn which of the missing ones failed; null before the first
     */
    public RegisteredWebhooks failed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
            @ExchangeProperty("webhooksOf") String shopId,
            @ExchangeProperty("registration") @Nullable Registration registration,
            @ExchangeProperty(Exchange.LOOP_INDEX) @Nullable Integer turn) {
        if (failure instanceof NoPublicAddress) {
            return new RegisteredWebhooks(
                    shopId,
                    List.of(),
                    "Its webhooks were not registered, as INTEGRATION_PUBLIC_URL is not set: set it to the public https address of"
                            + " this service. They come without it if Partner Center has the app's webhook address.");
        }
        String why = why(failure);
        issues.report(List.of(report(shopId, false, why)));
        return new RegisteredWebhooks(
                shopId,
                registration == null ? List.of() : registration.after(turn == null ? 0 : turn),
                "Not all of its webhooks could be registered, as " + why + ". This is tried again by itself.");
    }

    /** Shops whose webhooks are to be looked at now, each by one replica. */
    public List<String> due() {
        return wanted.address().isEmpty() ? List.of() : checks.take();
    }

    private static String why(Exception failure) {
        return failure instanceof TikTokShopException refusal && refusal.code() != 0
                ? "TikTok Shop answered code " + refusal.code() + ", " + ErrorCodes.meaning(refusal.code())
                : "TikTok Shop did not answer";
    }

    private static IssueReport report(String shopId, boolean gone, String detail) {
        return new IssueReport("webhooks-missing", shopId, "", 0, null, gone, detail);
    }
}
