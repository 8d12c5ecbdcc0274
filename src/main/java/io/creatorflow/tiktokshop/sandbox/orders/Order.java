package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.Arrays;
import java.util.List;

/** An order: what never changes, and its latest states. Little is kept per order, so that 100,000 are cheap. */
public final class Order {

    private static final int STATES_KEPT = 4;

    private final long number;
    private final Shop shop;
    private final long createTime;
    private final OrderTraits traits;
    private volatile OrderState[] states;

    Order(long number, Shop shop, long createTime, OrderTraits traits, OrderState first) {
        this.number = number;
        this.shop = shop;
        this.createTime = createTime;
        this.traits = traits;
        this.states = new OrderState[] {first};
    }

    /** The id as a number. */
    public long number() {
        return number;
    }

    /** The id as the API tells it. */
    public String id() {
        return Long.toString(number);
    }

    /** Whose order it is. */
    public Shop shop() {
        return shop;
    }

    /** When it was placed, unix seconds. */
    public long createTime() {
        return createTime;
    }

    /** What was chosen when it was made. */
    public OrderTraits traits() {
        return traits;
    }

    /** The latest state: the truth. */
    public OrderState state() {
        OrderState[] now = states;
        return now[now.length - 1];
    }

    /** The states kept, the latest last. */
    public List<OrderState> states() {
        return List.of(states);
    }

    /** The state before the latest, or the only one. */
    public OrderState before() {
        OrderState[] now = states;
        return now[Math.max(0, now.length - 2)];
    }

    /** The state at a real moment, or the oldest kept. */
    public OrderState at(long realMillis) {
        OrderState[] now = states;
        int i = now.length - 1;
        while (i > 0 && now[i].since() > realMillis) {
            i--;
        }
        return now[i];
    }

    void add(OrderState next) {
        OrderState[] now = states;
        int keep = Math.min(now.length, STATES_KEPT - 1);
        OrderState[] more = Arrays.copyOfRange(now, now.length - keep, now.length + 1);
        more[keep] = next;
        states = more;
    }
}
