package io.creatorflow.tiktokshop.operations;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a key may do. Each path of the API names the one it needs, in its file in {@code routes/}; admin has all. */
enum Scope {
    READ,
    ORDERS,
    PRODUCTS,
    INVENTORY,
    ADMIN;

    /** By its name as people write it; empty for a name that is none. */
    static Optional<Scope> of(String word) {
        return Stream.of(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }

    /** As people write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
