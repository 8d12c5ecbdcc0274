package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.authorization.ShopStates;
import java.util.List;
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
        List<ShopStates.Told> told = group.ofShops().map(EventShops::told).toList();
        if (EventType.valueOf(group.type()) == EventType.SELLER_DEAUTHORIZATION) {
            states.left(told);
        } else {
            states.ending(told);
        }
    }

    private static ShopStates.Told told(Event event) {
        return new ShopStates.Told(
                event.shop(), event.toldAt(), Event.time(event.data().path("expiration_time")));
    }
}
