package io.creatorflow.tiktokshop.webhooks;

import io.creatorflow.tiktokshop.routing.EventType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The webhooks that the routes need of each shop, and where they shall come to. */
@Component
class WantedWebhooks {

    /**
     * The types that the Event API is known to register. Which of the others it takes is not published: those come to the app's own
     * address in Partner Center, unless a knob names them.
     */
    private static final Set<EventType> LISTED = EnumSet.of(
            EventType.ORDER_STATUS_CHANGE,
            EventType.REVERSE_STATUS_UPDATE,
            EventType.RECIPIENT_ADDRESS_UPDATE,
            EventType.PACKAGE_UPDATE,
            EventType.PRODUCT_STATUS_CHANGE,
            EventType.SELLER_DEAUTHORIZATION,
            EventType.UPCOMING_AUTHORIZATION_EXPIRATION,
            EventType.CANCELLATION_STATUS_CHANGE,
            EventType.RETURN_STATUS_CHANGE,
            EventType.NEW_CONVERSATION,
            EventType.NEW_MESSAGE,
            EventType.PRODUCT_INFORMATION_CHANGE,
            EventType.PRODUCT_CREATION,
            EventType.PRODUCT_CATEGORY_CHANGE,
            EventType.NEW_MESSAGE_LISTENER,
            EventType.INVOICE_STATUS_CHANGE,
            EventType.PRODUCT_AUDIT_STATUS_CHANGE);

    private static final String PATH = "/webhooks/tiktok-shop";

    private final String address;
    private final List<String> types;

    /**
     * Takes the knobs.
     *
     * @param publicUrl where TikTok Shop finds us; empty when nobody has said
     * @param also types to register beside those that are listed and have a branch in the router
     */
    WantedWebhooks(
            @Value("${integration.public-url}") String publicUrl,
            @Value("${webhooks.also-register}") Set<EventType> also) {
        this.address = publicUrl.isBlank() ? "" : publicUrl.strip().replaceFirst("/+$", "") + PATH;
        this.types = Stream.concat(
                        LISTED.stream().filter(EventType::hasBranch),
                        also.stream().sorted())
                .distinct()
                .map(EventType::name)
                .toList();
    }

    /** Where they shall come to; empty when nobody has said. */
    String address() {
        return address;
    }

    /** The names of their types, those that TikTok lists first. */
    List<String> types() {
        return types;
    }
}
