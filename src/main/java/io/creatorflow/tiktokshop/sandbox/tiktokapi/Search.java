package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.SortKey;
import io.creatorflow.tiktokshop.sandbox.orders.Timeline;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A search that sorts by create_time, the only field that is documented for most: paging in the query, filters in the body.
 *
 * @param <T> what it finds
 */
abstract class Search<T> extends ShopOperation {

    /**
     * What page_size takes.
     *
     * @param usual where it is left out; 0 where it may not be
     */
    record Sizes(int smallest, int usual, int largest) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String list;
    private final Sizes sizes;
    private final int wrongParameter;
    private final ApiSettings settings;

    /**
     * A search.
     *
     * @param list name of the list in the answer
     * @param wrongParameter code for what it does not take
     */
    @SuppressWarnings("TooManyParameters")
    Search(String name, String path, String scope, String list, Sizes sizes, int wrongParameter, ApiSettings settings) {
        super(name, "POST", path, scope);
        this.list = list;
        this.sizes = sizes;
        this.wrongParameter = wrongParameter;
        this.settings = settings;
    }

    /** Everything that a shop has. */
    abstract Timeline<T> all(Shop shop);

    /** The lists that its filter takes, beside times. */
    abstract List<String> lists();

    /**
     * What a filter lets through, beside times; null where it says nothing else.
     *
     * @throws IllegalArgumentException when the filter is none
     */
    abstract @Nullable Predicate<T> wanted(Filter filter);

    /** Writes it as the next value. */
    abstract void write(JsonText json, T entry);

    @Override
    public void answer(Request request, JsonText data) throws ApiError {
        boolean ascending = ascending(request.call());
        Timeline.Paging paging = new Timeline.Paging(
                false,
                ascending,
                after(request.call().parameter("page_token"), ascending),
                size(request.call().parameter("page_size")));
        Filter filter = filter(request.call());
        Predicate<T> wanted = predicate(filter);
        Timeline<T> all = all(Objects.requireNonNull(request.shop()));
        Timeline.Page<T> page = all.page(paging, filter.span(), wanted == null ? entry -> true : wanted);
        data.list(list);
        page.entries().forEach(entry -> write(data, entry));
        data.endList().field("next_page_token", token(page.next(), ascending));
        data.field("total_count", all.count(filter.span(), wanted));
    }

    private static String token(@Nullable SortKey end, boolean ascending) {
        return end == null ? "" : new PageToken(false, ascending, end, System.currentTimeMillis() / 1000).text();
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
        int size = text.isEmpty() ? sizes.usual() : text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (size < sizes.smallest() || size > sizes.largest()) {
            throw invalid("page_size: " + sizes.smallest() + " to " + sizes.largest());
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

    private Filter filter(ApiCall call) throws ApiError {
        if (!call.contentType().startsWith("application/json")) {
            throw ApiError.contentType();
        }
        try {
            byte[] body = call.body().length == 0 ? new byte[] {'{', '}'} : call.body();
            return new Filter(MAPPER.readTree(body), lists());
        } catch (IOException | IllegalArgumentException e) {
            throw invalid("the body is not a filter");
        }
    }

    private @Nullable Predicate<T> predicate(Filter filter) throws ApiError {
        try {
            return wanted(filter);
        } catch (IllegalArgumentException e) {
            throw invalid("the body is not a filter");
        }
    }

    private ApiError invalid(String what) {
        return new ApiError(settings.businessErrorStatus(), wrongParameter, "Invalid parameters. " + what + ".");
    }
}
