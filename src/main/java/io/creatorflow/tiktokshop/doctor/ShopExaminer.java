package io.creatorflow.tiktokshop.doctor;

import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.api.Operation;
import io.creatorflow.tiktokshop.api.Operations;
import io.creatorflow.tiktokshop.authorization.RegisteredWebhooks;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Judges one shop: token, scopes, cipher, webhooks. */
@Component("shopExaminer")
public class ShopExaminer {

    private static final String AUTHORIZE = "the seller has to authorize the app again, at /authorize.";

    private final Operations operations;
    private final Clock clock;

    ShopExaminer(Operations operations, Clock clock) {
        this.operations = operations;
        this.clock = clock;
    }

    /** Judges what is stored: whether authorization and token last. */
    public void token(
            @ExchangeProperty("examinedShop") ExaminedShop shop,
            @ExchangeProperty("examination") Examination examination) {
        Instant now = clock.instant();
        examination.judge(
                shop.connected() && shop.refreshEnds().isAfter(now),
                shop.name(),
                "authorization",
                "lasts until " + shop.refreshEnds(),
                "it is over: " + AUTHORIZE);
        examination.judge(
                shop.accessEnds().isAfter(now),
                shop.name(),
                "token",
                "valid until " + shop.accessEnds(),
                "it ended at " + shop.accessEnds() + " and was not renewed: start the integration, which renews it;"
                        + " if it runs, " + AUTHORIZE);
    }

    /** Judges whether the seller granted all that the operations need. */
    public void scopes(
            @ExchangeProperty("examinedShop") ExaminedShop shop,
            @ExchangeProperty("examination") Examination examination) {
        Set<String> missing = operations.all().stream()
                .map(Operation::scope)
                .filter(scope -> !scope.isEmpty() && !shop.scopes().contains(scope))
                .collect(Collectors.toCollection(TreeSet::new));
        examination.judge(
                missing.isEmpty(),
                shop.name(),
                "scopes",
                "all that the operations need are granted",
                String.join(", ", missing) + " not granted: give the app these scopes in Partner Center; then "
                        + AUTHORIZE);
    }

    /** Asks for the shops of the seller: a call that app, secret, clock and token have to be good for. */
    public ApiRequest ask(@ExchangeProperty("examinedShop") ExaminedShop shop) {
        return ApiRequest.forSeller(shop.seller());
    }

    /** Compares the ciphers of the answer with the stored one. */
    public void cipher(
            @Body ApiResponse answer,
            @ExchangeProperty("examinedShop") ExaminedShop shop,
            @ExchangeProperty("examination") Examination examination) {
        examination.good(shop.name(), "call", "TikTok Shop takes app key, signature and token");
        examination.judge(
                StreamSupport.stream(answer.data().path("shops").spliterator(), false)
                        .anyMatch(found -> found.path("id").asText().equals(shop.id())
                                && found.path("cipher").asText().equals(shop.cipher())),
                shop.name(),
                "cipher",
                "the one that TikTok Shop tells",
                "TikTok Shop lists the shop with another one, or not at all: " + AUTHORIZE);
    }

    /** Judges the webhooks, after what was missing has been registered. */
    public void webhooks(
            @Body RegisteredWebhooks webhooks,
            @ExchangeProperty("examinedShop") ExaminedShop shop,
            @ExchangeProperty("examination") Examination examination) {
        examination.judge(
                webhooks.trouble().isEmpty(),
                shop.name(),
                "webhooks",
                webhooks.eventTypes().size() + " types are registered",
                webhooks.trouble());
    }
}
