package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.faults.ApiChance;
import io.creatorflow.tiktokshop.sandbox.faults.Faults;
import io.creatorflow.tiktokshop.sandbox.http.Answer;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.OrderJson;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.Packages;
import io.creatorflow.tiktokshop.sandbox.products.Products;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.shops.TokenSettings;
import io.creatorflow.tiktokshop.sandbox.shops.Tokens;
import io.creatorflow.tiktokshop.sandbox.signing.App;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** TikTok's side of the line: path, method, checks, luck, and the operation itself. */
public final class TikTokApi {

    private static final String SORRY =
            "<html><head><title>503</title></head><body><h1>Service Temporarily Unavailable</h1></body></html>";

    private final Map<String, Map<String, Operation>> operations = new HashMap<>();
    private final Envelope envelope = new Envelope();
    private final Faults faults;
    private final Checks checks;
    private final TokenHost tokenHost;
    private final CallCounts counts;

    /**
     * Puts the side together.
     *
     * @param app the app that may call
     * @param shops the shops it may ask about
     * @param tokens who may ask
     * @param orders what it may read
     * @param json how that looks
     * @param products what is sold
     * @param faults what goes wrong
     * @param settings what public sources leave open
     * @param tokenSettings the same for tokens
     * @param webhooks what shops register for
     * @param counts counts calls
     * @param clock the time
     */
    @SuppressWarnings("TooManyParameters")
    public TikTokApi(
            App app,
            Shops shops,
            Tokens tokens,
            Orders orders,
            OrderJson json,
            Products products,
            Faults faults,
            ApiSettings settings,
            TokenSettings tokenSettings,
            Webhooks webhooks,
            CallCounts counts,
            VirtualClock clock) {
        this.faults = faults;
        this.counts = counts;
        this.checks = new Checks(app, tokens, shops, new RateLimit(clock), settings, clock);
        this.tokenHost = new TokenHost(app, tokens, tokenSettings, settings, envelope);
        operations(shops, orders, json, products, settings, clock).forEach(this::add);
        ShopWebhooks.all(webhooks.registrations(), clock).forEach(this::add);
    }

    private void add(Operation operation) {
        operation
                .paths()
                .forEach(path -> operations
                        .computeIfAbsent(path, none -> new HashMap<>())
                        .put(operation.method(), operation));
    }

    private static List<Operation> operations(
            Shops shops, Orders orders, OrderJson json, Products products, ApiSettings settings, VirtualClock clock) {
        ShownOrders shown = new ShownOrders(clock);
        Packages packages = new Packages(orders);
        return List.of(
                new GetAuthorizedShops(shops),
                new SearchOrders(orders, json, shown, settings),
                new GetOrderDetail(orders, json, shown, settings),
                SearchAfterSales.cancellations(orders, settings),
                SearchAfterSales.returns(orders, settings),
                new GetPackageDetail(packages, settings),
                new SearchPackages(orders, packages, settings),
                new GetProduct(products, settings),
                new SearchProducts(products, settings),
                new SearchInventory(products, settings));
    }

    /** The name of the operation that is called, empty if there is none. */
    String operationOf(ApiCall call) {
        if (TokenHost.owns(call.path())) {
            return TokenHost.operation(call.path());
        }
        Operation operation = at(call.path()).get(call.method());
        return operation == null ? "" : operation.name();
    }

    /** The operations whose path this is, by method; an id at the end of a path stands for any. */
    private Map<String, Operation> at(String path) {
        return operations.getOrDefault(path.replaceFirst("/[0-9]+$", "/{id}"), Map.of());
    }

    /** The luck of a call. */
    ApiChance chance(String operation) {
        return faults.nextCall(operation);
    }

    /** Answers a call, good or bad. */
    Answer answer(ApiCall call, String operation, ApiChance chance) {
        counts.called(operation, call.parameter("shop_cipher"));
        if (chance.unavailable()) {
            counts.answered(operation, 503);
            return retryLater(call, operation, Answer.html(503, SORRY), chance);
        }
        try {
            Answer answer = TokenHost.owns(call.path()) ? token(call, chance) : operate(call, chance);
            counts.answered(operation, 0);
            return answer;
        } catch (ApiError error) {
            counts.answered(operation, error.code());
            Answer answer = envelope.error(error.status(), error.code(), String.valueOf(error.getMessage()));
            return error.status() == 429 ? retryLater(call, operation, answer, chance) : answer;
        }
    }

    private Answer token(ApiCall call, ApiChance chance) throws ApiError {
        if (chance.errorCode()) {
            throw new ApiError(200, chance.faults().errorCode(), "Internal error.");
        }
        return tokenHost.answer(call);
    }

    private Answer operate(ApiCall call, ApiChance chance) throws ApiError {
        Map<String, Operation> here = at(call.path());
        Operation operation = here.get(call.method());
        if (operation == null) {
            throw here.isEmpty() ? ApiError.unknownPath() : ApiError.wrongMethod();
        }
        Operation.Request request = checks.pass(call, operation, chance);
        if (chance.errorCode()) {
            throw new ApiError(200, chance.faults().errorCode(), "Internal error.");
        }
        JsonText data = envelope.begin(16_384);
        operation.answer(request, data);
        return envelope.end(data, "Success");
    }

    private Answer retryLater(ApiCall call, String operation, Answer answer, ApiChance chance) {
        Long seconds = chance.faults().retryAfterSeconds();
        if (seconds != null) {
            counts.retryAfter(operation, call.parameter("shop_cipher"), seconds);
        }
        return answer.retryAfter(seconds);
    }
}
