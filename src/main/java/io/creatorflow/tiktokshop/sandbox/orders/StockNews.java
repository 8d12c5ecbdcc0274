package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What webhooks 68 and 27 tell of stock: each change with its cause, and when a SKU runs low or no longer does. */
public final class StockNews {

    /** Fewer units than these are low. */
    static final long THRESHOLD = 10;

    private final AtomicLong told = new AtomicLong();
    private final Orders orders;
    private final OrderSettings settings;
    private final VirtualClock clock;

    /**
     * Tells of stock.
     *
     * @param orders what changes it
     * @param settings whether what orders change is told
     * @param clock the time of changes
     */
    public StockNews(Orders orders, OrderSettings settings, VirtualClock clock) {
        this.orders = orders;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A webhook of a shop.
     *
     * @param type 68 or 27
     * @param data its data, as JSON; of 68 the whole body
     */
    public record News(int type, String data) {}

    /** The same news, each followed by what it changes in the stock; placed says whether the orders are new. */
    public List<Announcement> with(List<Announcement> news, boolean placed) {
        if (!settings.stockWebhooks()) {
            return news;
        }
        List<Announcement> all = new ArrayList<>();
        for (Announcement item : news) {
            all.add(item);
            if (item.type() == 1) {
                follow(item, placed, all);
            }
        }
        return all;
    }

    private void follow(Announcement item, boolean placed, List<Announcement> into) {
        Order order = item.order();
        for (int i = 0; i < order.traits().items().size(); i++) {
            long units = order.traits().items().get(i).units();
            long shipped = order.state().split() && i == 0 ? units - 1 : units;
            Change change = placed
                    ? new Change("order_created", -units, units)
                    : switch (item.status()) {
                        case PARTIALLY_SHIPPING -> new Change("order_shipped", 0, i == 0 ? -1 : 0);
                        case AWAITING_COLLECTION -> new Change("order_shipped", 0, -shipped);
                        case CANCELLED -> cancelled(ShopStock.held(order, i, order.before()));
                        default -> new Change("", 0, 0);
                    };
            Sku sku = orders.of(order.shop())
                    .catalogue()
                    .skus()
                    .get(order.traits().items().get(i).sku());
            of(order.shop(), new Of(sku.productId(), sku.skuId()), change, order.id())
                    .forEach(told -> into.add(new Announcement(told.type, order, item.status(), told.data)));
        }
    }

    private static Change cancelled(long units) {
        return new Change("order_canceled", units, -units);
    }

    /**
     * A change that has happened.
     *
     * @param cause trigger_source
     * @param available units more that can be sold
     * @param committed units more that orders hold
     */
    public record Change(String cause, long available, long committed) {}

    /**
     * What has changed.
     *
     * @param productId its product
     * @param skuId its SKU
     */
    public record Of(String productId, String skuId) {}

    /** What webhooks tell of a change: nothing if there was none. */
    public List<News> of(Shop shop, Of what, Change change, String reference) {
        if (change.available == 0 && change.committed == 0) {
            return List.of();
        }
        ShopStock.Level level = orders.of(shop).stock().level(what.skuId);
        List<News> news = new ArrayList<>();
        news.add(new News(68, changed(shop, what, level, change, reference)));
        if (!word(level.available()).equals(word(level.available() - change.available))) {
            news.add(new News(27, alert(what, level)));
        }
        return news;
    }

    private String changed(Shop shop, Of sku, ShopStock.Level level, Change change, String reference) {
        String now = Instant.ofEpochMilli(clock.millis()).toString();
        JsonText json =
                new JsonText(900).object().field("event_id", Long.toString(7_680_000_000L + told.incrementAndGet()));
        json.field("occurred_at", now).field("seller_id", "7494" + shop.id().substring(4));
        json.field("product_id", sku.productId()).field("sku_id", sku.skuId());
        json.object("quantity_snapshot_after_change").field("total_quantity", level.available() + level.committed());
        json.field("total_available_quantity", level.available()).field("total_committed_quantity", level.committed());
        json.field("in_shop_quantity", level.available()).field("campaign_locked_quantity", 0);
        json.field("creator_locked_quantity", 0)
                .endObject()
                .list("change_detail")
                .object();
        json.field("idempotency_key", change.cause + ":" + reference).field("trigger_source", change.cause);
        json.field("occurred_at", now).field("total_quantity_delta", change.available + change.committed);
        json.field("available_quantity_delta", change.available).field("committed_quantity_delta", change.committed);
        json.field("in_shop_quantity_delta", change.available).field("campaign_locked_quantity_delta", 0);
        return json.field("creator_locked_quantity_delta", 0)
                .endObject()
                .endList()
                .endObject()
                .toString();
    }

    private String alert(Of sku, ShopStock.Level level) {
        JsonText json =
                new JsonText(500).object().field("product_id", sku.productId()).field("sku_id", sku.skuId());
        json.object("trigger_reason")
                .field("alert_type", "REALTIME")
                .field("low_stock_threshold", THRESHOLD)
                .endObject();
        json.field("current_inventory_status", word(level.available())).object("inventory_distribution");
        json.field("total_quantity", level.available() + level.committed())
                .field("available_quantity", level.available());
        json.field("creator_reserved_quantity", 0).field("campaign_reserved_quantity", 0);
        json.field("committed_quantity", level.committed()).endObject();
        return json.field("update_time", clock.seconds()).endObject().toString();
    }

    private static String word(long available) {
        return available <= 0 ? "OUT_OF_STOCK" : available < THRESHOLD ? "LOW_STOCK" : "SUFFICIENT_STOCK";
    }
}
