package io.creatorflow.tiktokshop.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One TikTok Shop call as data: an entry of {@code routes/api/operations.yaml}.
 *
 * @param name the entry's key, what routes name
 * @param method HTTP method
 * @param path path with {@code {names}} to fill in
 * @param actsFor whose token and cipher it carries
 * @param scope the scope the seller has to have granted; empty where none is needed
 * @param repeatable whether it may be sent again when it is not known what became of it
 * @param pace calls per second for each shop, 0 for no limit
 * @param idsPerCall most ids one call takes, 0 where it takes none or no limit is published
 * @param pageSize largest page, 0 where it has none
 * @param noneSuch error codes that say there is no such thing, which is then an empty answer
 */
public record Operation(
        String name,
        String method,
        String path,
        ActsFor actsFor,
        String scope,
        boolean repeatable,
        int pace,
        int idsPerCall,
        int pageSize,
        List<Integer> noneSuch) {

    /** Without the codes that an entry does not name. */
    public Operation {
        noneSuch = noneSuch == null ? List.of() : List.copyOf(noneSuch);
    }

    /** Whose token and cipher a call carries. */
    public enum ActsFor {
        /** The shop's token and its shop_cipher. */
        SHOP,
        /** The seller's token; a shop_cipher is not accepted. */
        SELLER,
        /** Nobody: the token host, unsigned, by the app's secret. */
        NOBODY;

        /** Reads the lower-case word of the file. */
        @com.fasterxml.jackson.annotation.JsonCreator
        static ActsFor of(@JsonProperty String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether the call goes to the token host. */
    public boolean tokenHost() {
        return actsFor == ActsFor.NOBODY;
    }

    /**
     * The path with its names filled in.
     *
     * @throws IllegalArgumentException for a missing value, or one that does not belong into a path
     */
    String pathWith(Map<String, String> values) {
        String filled = path;
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (!value.getValue().matches("[A-Za-z0-9_-]+")) {
                throw new IllegalArgumentException(name + ": " + value.getKey() + " is no id");
            }
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        if (filled.indexOf('{') >= 0) {
            throw new IllegalArgumentException(name + ": a value is missing for " + filled);
        }
        return filled;
    }
}
