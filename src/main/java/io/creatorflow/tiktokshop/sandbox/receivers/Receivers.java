package io.creatorflow.tiktokshop.sandbox.receivers;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The demo receivers by name. */
public final class Receivers {

    private final Map<String, Receiver> byName = new TreeMap<>();

    /**
     * One receiver for each secret.
     *
     * @param settings names, secrets and bounds
     */
    public Receivers(ReceiverSettings settings) {
        settings.secrets().forEach((name, secret) -> byName.put(name, new Receiver(secret, settings)));
    }

    /** Their names, sorted. */
    public Collection<String> names() {
        return byName.keySet();
    }

    /** All forget everything. */
    public void reset() {
        byName.values().forEach(Receiver::reset);
    }

    @Nullable
    Receiver find(String name) {
        return byName.get(name);
    }
}
