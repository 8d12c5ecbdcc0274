package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.durable.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what stands when an entity is read again. The same facts in any order, repeated or late, end in the same state:
 * the newer ones stand, with what their kind keeps of the older ones.
 */
final class Standing {

    private Standing() {}

    /** Whether newer facts put the entity back in its lifecycle, which is believed only on a second reading. */
    static boolean goesBack(@Nullable Stored stored, Facts read) {
        return stored != null
                && read.updateTime() != null
                && stored.facts().updateTime() != null
                && read.updateTime().isAfter(stored.facts().updateTime())
                && read.rank() < stored.facts().rank();
    }

    /**
     * Merges.
     *
     * @param now for what depends on the time, such as whether the hour after payment is over
     * @param overtaken whether an event has told of something newer than was read
     * @return the change, or null when the content stays as it is
     */
    static @Nullable Revision merge(Kind kind, @Nullable Stored stored, Facts read, Instant now, boolean overtaken) {
        Facts standing = stored == null ? read : of(kind, stored.facts(), read);
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.setAll(standing.content());
        kind.complete(content, now);
        if (overtaken) {
            kind.hold(stored == null ? null : stored.facts().content(), content);
        }
        if (stored != null && Buyer.isErased(stored.facts().content())) {
            Buyer.erase(content);
        }
        String text = content.toString();
        byte[] sha256 = Sha256.of(text);
        if (stored != null && MessageDigest.isEqual(sha256, stored.contentSha256())) {
            return null;
        }
        return new Revision(stored, standing.with(content), text, sha256);
    }

    /** What stands of two facts about one entity. */
    static Facts of(Kind kind, Facts one, Facts other) {
        boolean oneIsNewer = Facts.AGE.compare(one, other) > 0;
        return oneIsNewer ? kind.standing(one, other) : kind.standing(other, one);
    }
}
