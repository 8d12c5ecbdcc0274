package io.creatorflow.tiktokshop.entities;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Every kind of entity, by its name. */
@Component
public class Kinds {

    private final Map<String, Kind> byName;

    Kinds(List<Kind> kinds) {
        this.byName = kinds.stream().collect(Collectors.toUnmodifiableMap(Kind::name, Function.identity()));
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Kind named(String name) {
        Kind kind = byName.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("There is no kind of entity called " + name);
        }
        return kind;
    }

    Collection<Kind> all() {
        return byName.values();
    }

    /** A counter for each kind, by the kind's name. */
    Map<String, Counter> counters(MeterRegistry meters, String name) {
        return byName.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), kind -> meters.counter(name, "kind", kind)));
    }
}
