package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.entities.Hints;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Turns events that name orders into hints to look at these orders. */
@Component("orderHints")
public class OrderHints {

    private final Hints hints;

    OrderHints(Hints hints) {
        this.hints = hints;
    }

    /** Asks to look at every order that the events name. An event without a shop or an order id asks for nothing. */
    public void ask(EventGroup group) {
        EventType type = EventType.valueOf(group.type());
        List<Wanted> wanted = group.events().stream()
                .filter(event -> event.shopId() != null)
                .flatMap(event -> wanted(type, event))
                .toList();
        hints.ask("order", wanted, false);
    }

    private static Stream<Wanted> wanted(EventType type, Event event) {
        String shopId = Objects.requireNonNull(event.shopId());
        return event.ids(type.orderIds()).stream()
                .map(id -> Wanted.now(shopId, id, type.tellsOrderTime() ? event.updateTime() : null));
    }
}
