package io.creatorflow.tiktokshop.pulls;

import java.util.Map;

/** The streams that can be read for any range: those that TikTok Shop searches by update time. */
public final class BackfillStreams {

    /** The kind of entity of each, by the stream's name. */
    public static final Map<String, String> KINDS = Map.of(
            "orders", "order",
            "cancellations", "cancellation",
            "returns", "return",
            "packages", "package",
            "products", "product");

    private BackfillStreams() {}
}
