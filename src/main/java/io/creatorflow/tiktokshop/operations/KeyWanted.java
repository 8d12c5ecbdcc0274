package io.creatorflow.tiktokshop.operations;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key that is to be made.
 *
 * @param name whose it is
 * @param scopes what it may do, one or more
 * @param shops TikTok's ids of the only shops that it may see and touch; null for all
 * @param expires when it ends; null for never
 */
record KeyWanted(
        String name,
        List<String> scopes,
        @Nullable List<String> shops,
        @Nullable Instant expires) {

    /** What may be told about it, each a text or, in JSON, a list of texts. */
    static final List<String> MEMBERS = List.of("name", "scopes", "shops", "expires");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern SHOP = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    /**
     * Reads what is wanted.
     *
     * @throws OperationRefused when it is no key that could be made
     */
    static KeyWanted of(Asked asked, Instant now) {
        String name = asked.required("name");
        if (!NAME.matcher(name).matches()) {
            throw OperationRefused.bad("name is no name of a key.", "Give small letters, digits and -, at most 32.");
        }
        asked.required("scopes");
        List<String> scopes = texts(asked, "scopes");
        if (scopes.isEmpty() || scopes.stream().anyMatch(word -> Scope.of(word).isEmpty())) {
            throw OperationRefused.bad(
                    "scopes has one that there is not, or none.",
                    "Give some of " + Stream.of(Scope.values()).map(Scope::word).collect(Collectors.joining(", "))
                            + ".");
        }
        return new KeyWanted(name, scopes, shops(asked), expires(asked, now));
    }

    /** An empty list is refused: it may be meant for none, and would be taken for all. */
    private static @Nullable List<String> shops(Asked asked) {
        if (!asked.values().containsKey("shops")) {
            return null;
        }
        List<String> shops = texts(asked, "shops");
        if (shops.isEmpty()
                || !shops.stream().allMatch(shop -> SHOP.matcher(shop).matches())) {
            throw OperationRefused.bad(
                    "shops has no shop, or one that is no id.", "Give ids of shops, or leave shops out for all.");
        }
        return shops;
    }

    private static @Nullable Instant expires(Asked asked, Instant now) {
        Instant expires = asked.time("expires");
        if (expires != null && !expires.isAfter(now)) {
            throw OperationRefused.bad("expires is past.", "Give a time to come, or leave it out for no end.");
        }
        return expires;
    }

    private static List<String> texts(Asked asked, String name) {
        Object value = asked.values().get(name);
        Stream<String> texts = value instanceof Collection<?> list
                ? list.stream().map(Objects::toString)
                : Stream.of(Objects.toString(value, "").split(","));
        return texts.map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }
}
