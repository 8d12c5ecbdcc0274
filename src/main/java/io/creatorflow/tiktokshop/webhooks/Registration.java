package io.creatorflow.tiktokshop.webhooks;

import java.util.List;
import java.util.stream.Stream;

/**
 * The webhooks of a shop on their way to what is wanted.
 *
 * @param registered types that come to us already
 * @param missing types that come to nobody, or to another address
 */
public record Registration(String shopId, List<String> registered, List<String> missing) {

    /** What is registered once so many of the missing ones are. */
    List<String> after(int done) {
        return Stream.concat(registered.stream(), missing.stream().limit(done)).toList();
    }
}
