package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSale;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSaleJson;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.SortKey;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * POST /return_refund/202309/cancellations/search and …/returns/search: paging in the query, filters in the body, sorted by
 * create_time, the only field that is documented.
 */
final class SearchAfterSales implements Operation {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AfterSale.Kind kind;
    private final int smallestPage;
    private final Orders orders;
    private final AfterSaleJson json;
    private final ApiSettings settings;

    SearchAfterSales(AfterSale.Kind kind, int smallestPage, Orders orders, ApiSettings settings) {
        this.kind = kind;
        this.smallestPage = smallestPage;
        this.orders = orders;
        this.json = new AfterSaleJson(orders);
        this.settings = settings;
    }

    @Override
    public String name() {
        return kind == AfterSale.Kind.RETURN ? "search-returns" : "search-cancellations";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public List<String> paths() {
        return List.of("/return_refund/202309/" + name().substring("search-".length()) + "/search");
    }

    @Override
    public String scope() {
        return "seller.return_refund.basic";
    }

    @Override
    public boolean perShop() {
        return true;
    }

    @Override
    public void answer(Request request, JsonText data) throws ApiError {
        int size = size(request.call().parameter("page_size"));
        boolean ascending = ascending(request.call());
        SortKey after = after(request.call().parameter("page_token"), ascending);
        AfterSaleFilter filter = filter(request.call());
        List<AfterSale> found = sorted(request, ascending).values().stream()
                .filter(filter::accepts)
                .toList();
        List<AfterSale> rest = found.stream()
                .filter(sale -> after == null
                        || (sale.key().compareTo(after) > 0) == ascending
                                && !sale.key().equals(after))
                .toList();
        List<AfterSale> page = rest.subList(0, Math.min(size, rest.size()));
        data.list(kind.list());
        page.forEach(sale -> json.write(data, sale));
        data.endList().field("next_page_token", rest.size() > size ? token(page.get(size - 1), ascending) : "");
        data.field("total_count", found.size());
    }

    private NavigableMap<SortKey, AfterSale> sorted(Request request, boolean ascending) {
        NavigableMap<SortKey, AfterSale> all = orders.afterSales().of(Objects.requireNonNull(request.shop()), kind);
        return ascending ? all : all.descendingMap();
    }

    private static String token(AfterSale last, boolean ascending) {
        return new PageToken(false, ascending, last.key(), System.currentTimeMillis() / 1000).text();
    }

    private @Nullable SortKey after(String text, boolean ascending) throws ApiError {
        if (text.isEmpty()) {
            return null;
        }
        PageToken token = PageToken.parse(text);
        if (token == null || token.byUpdate() || token.ascending() != ascending) {
            throw invalid("page_token: not one of ours, or made with another sort");
        }
        return token.end();
    }

    private int size(String text) throws ApiError {
        int size = text.isEmpty() ? 10 : text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (size < smallestPage || size > 50) {
            throw invalid("page_size: " + smallestPage + " to 50");
        }
        return size;
    }

    private boolean ascending(ApiCall call) throws ApiError {
        String field = call.parameter("sort_field");
        String order = call.parameter("sort_order");
        if (!List.of("", "create_time").contains(field)
                || !List.of("", "ASC", "DESC").contains(order)) {
            throw invalid("sort_field: create_time; sort_order: ASC or DESC");
        }
        return !order.equals("DESC");
    }

    private AfterSaleFilter filter(ApiCall call) throws ApiError {
        if (!call.contentType().startsWith("application/json")) {
            throw ApiError.contentType();
        }
        try {
            JsonNode body = MAPPER.readTree(call.body().length == 0 ? new byte[] {'{', '}'} : call.body());
            return new AfterSaleFilter(kind.prefix(), body);
        } catch (IOException | IllegalArgumentException e) {
            throw invalid("the body is not a filter");
        }
    }

    private ApiError invalid(String what) {
        return new ApiError(settings.businessErrorStatus(), 25001001, "Invalid parameters. " + what + ".");
    }
}
