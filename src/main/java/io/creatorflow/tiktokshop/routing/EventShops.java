package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.authorization.ShopStates;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes from events what they say about the authorization of shops (Partner API, webhooks 6 and 7). Their data is a text for
 * people; the shop is the one that the envelope names.
 */
@Component("eventShops")
public class EventShops {

    private final ShopStates states;

    EventShops(ShopStates states) {
        this.states = states;
    }

    /** Changes the states of the shops that the events name. */
    public void change(EventGroup group) {
        List<ShopStates.Told> told = group.events().stream()
                .filter(event -> event.shopId() != null)
                .map(EventShops::told)
                .toList();
        if (EventType.valueOf(group.type()) == EventType.SELLER_DEAUTHORIZATION) {
            states.left(told);
        } else {
            states.ending(told);
        }
    }

    private static ShopStates.Told told(Event event) {
        return new ShopStates.Told(Objects.requireNonNull(event.shopId()), event.toldAt(), ends(event));
    }

    /** {@code expiration_time} is a text of unix seconds. */
    private static @Nullable Instant ends(Event event) {
        long seconds = event.data().path("expiration_time").asLong(0);
        return seconds > 0 && seconds < 253_402_300_800L ? Instant.ofEpochSecond(seconds) : null;
    }
}
