package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Decides what stands when an order is read again. The same facts in any order, repeated or late, end in the same state:
 * the newer ones stand, except that a masked recipient never replaces a clear one, and none comes back once the buyer was
 * erased.
 */
@Component
class OrderStanding {

    private final Duration hold;

    OrderStanding(@Value("${orders.hold-after-payment}") Duration hold) {
        this.hold = hold;
    }

    /** Whether newer facts put the order back in its lifecycle, which is believed only on a second reading. */
    boolean goesBack(@Nullable Stored stored, Facts read) {
        return stored != null
                && read.updateTime().isAfter(stored.facts().updateTime())
                && read.rank() < stored.facts().rank();
    }

    /**
     * Merges.
     *
     * @param now decides whether the hour after payment is over
     * @return the change, or null when the content stays as it is
     */
    @Nullable
    Revision merge(@Nullable Stored stored, Facts read, Instant now) {
        Facts standing = stored == null ? read : standing(stored.facts(), read);
        ObjectNode content = standing.content().objectNode();
        content.setAll(standing.content());
        content.set("release", release(standing, now).json());
        if (stored != null && Buyer.isErased(stored.facts().content())) {
            Buyer.erase(content);
        }
        byte[] sha256 = sha256(content);
        if (stored != null && MessageDigest.isEqual(sha256, stored.contentSha256())) {
            return null;
        }
        return new Revision(stored, standing.with(content), sha256);
    }

    /** The newer of two facts about an order, with the better of their recipients. */
    Facts standing(Facts one, Facts other) {
        Facts newer = Facts.AGE.compare(one, other) > 0 ? one : other;
        ObjectNode content = newer.content().objectNode();
        content.setAll(newer.content());
        content.set(
                "recipient",
                Recipient.merge(one.content().get("recipient"), other.content().path("recipient")));
        return newer.with(content);
    }

    /** Whether an order, as it was read, may be shipped. */
    Release release(Facts read, Instant now) {
        return Release.of(read.content(), now, hold);
    }

    private static byte[] sha256(ObjectNode content) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
