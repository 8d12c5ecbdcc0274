package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.webhooks.EventType;
import io.creatorflow.tiktokshop.sandbox.webhooks.Registrations;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * The Event API: GET, PUT and DELETE of /event/202309/webhooks. An address is https to a domain name without a port, of up to 255
 * characters. The code for a wrong parameter is not published.
 */
abstract class ShopWebhooks extends ShopOperation {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final Registrations registrations;

    private ShopWebhooks(String name, String method, Registrations registrations) {
        super(name, method, "/event/202309/webhooks", "seller.authorization.info");
        this.registrations = registrations;
    }

    static List<Operation> all(Registrations registrations, VirtualClock clock) {
        return List.of(new Get(registrations), new Update(registrations, clock), new Delete(registrations));
    }

    private static String shop(Request request) {
        return Objects.requireNonNull(request.shop()).id();
    }

    private static JsonNode body(Request request) throws ApiError {
        try {
            return MAPPER.readTree(request.call().body());
        } catch (IOException e) {
            throw wrong("body is no JSON");
        }
    }

    private static EventType type(JsonNode body) throws ApiError {
        return EventType.named(body.path("event_type").asText())
                .orElseThrow(() -> wrong("'event_type' is missing or not supported"));
    }

    private static ApiError wrong(String what) {
        return new ApiError(400, 36009004, "Invalid parameter. The " + what + ".");
    }

    private static final class Get extends ShopWebhooks {

        Get(Registrations registrations) {
            super("get-shop-webhooks", "GET", registrations);
        }

        @Override
        public void answer(Request request, JsonText data) {
            List<Registrations.Registration> found = registrations.of(shop(request));
            data.field("total_count", found.size()).list("webhooks");
            for (Registrations.Registration one : found) {
                data.object().field("address", one.address().toString()).field("create_time", one.created());
                data.field("event_type", one.type().name())
                        .field("update_time", one.updated())
                        .endObject();
            }
            data.endList();
        }
    }

    private static final class Update extends ShopWebhooks {

        private final VirtualClock clock;

        Update(Registrations registrations, VirtualClock clock) {
            super("update-shop-webhook", "PUT", registrations);
            this.clock = clock;
        }

        @Override
        public void answer(Request request, JsonText data) throws ApiError {
            JsonNode body = body(request);
            registrations.put(shop(request), type(body), address(body), clock.seconds());
        }

        private URI address(JsonNode body) throws ApiError {
            String address = body.path("address").asText();
            if (!registrations.accepts(address)) {
                throw wrong("'address' is not an https address with a domain name and without a port");
            }
            return URI.create(address);
        }
    }

    private static final class Delete extends ShopWebhooks {

        Delete(Registrations registrations) {
            super("delete-shop-webhook", "DELETE", registrations);
        }

        @Override
        public void answer(Request request, JsonText data) throws ApiError {
            registrations.remove(shop(request), type(body(request)));
        }
    }
}
