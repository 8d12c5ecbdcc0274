package io.creatorflow.tiktokshop.api;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets only named headers out of an exchange into a request, and only named ones of the answer back in.
 *
 * @param out lower-case names that may be sent
 * @param in lower-case names that may be read
 */
public record HeaderAllowList(Set<String> out, Set<String> in) implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !out.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !in.contains(name.toLowerCase(Locale.ROOT));
    }
}
