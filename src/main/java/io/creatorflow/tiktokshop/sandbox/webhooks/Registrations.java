package io.creatorflow.tiktokshop.sandbox.webhooks;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where shops want webhooks of a type sent to, by the Event API: one address for each shop and type, before the app's own. */
public final class Registrations {

    /**
     * One of them.
     *
     * @param address where to
     * @param created virtual seconds since 1970
     * @param updated virtual seconds since 1970
     */
    public record Registration(EventType type, URI address, long created, long updated) {}

    private record Key(String shopId, int type) {}

    private static final int LONGEST_ADDRESS = 255;

    private final Map<Key, Registration> all = new ConcurrentHashMap<>();
    private final boolean anyAddress;

    Registrations(boolean anyAddress) {
        this.anyAddress = anyAddress;
    }

    /** Whether webhooks may go there: https to a domain name, without a port, up to 255 characters; or any, by a setting. */
    public boolean accepts(String address) {
        boolean domain = address.matches("https://([A-Za-z0-9-]+\\.)+[A-Za-z]{2,}(/\\S*)?");
        boolean plain = anyAddress && address.matches("https?://[^\\s/]+(/\\S*)?");
        return address.length() <= LONGEST_ADDRESS && (domain || plain);
    }

    /** Those of a shop, by type. */
    public List<Registration> of(String shopId) {
        return java.util.Arrays.stream(EventType.values())
                .flatMap(type -> Optional.ofNullable(all.get(new Key(shopId, type.number()))).stream())
                .toList();
    }

    /** Registers an address, in place of the one before. */
    public void put(String shopId, EventType type, URI address, long now) {
        all.merge(
                new Key(shopId, type.number()),
                new Registration(type, address, now, now),
                (old, added) -> new Registration(type, address, old.created(), now));
    }

    /** Takes one away, if it is there. */
    public void remove(String shopId, EventType type) {
        all.remove(new Key(shopId, type.number()));
    }

    Optional<URI> address(Notice notice) {
        return Optional.ofNullable(all.get(new Key(notice.shopId(), notice.type())))
                .map(Registration::address);
    }

    void reset() {
        all.clear();
    }
}
