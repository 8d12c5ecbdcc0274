package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.entities.Compared.Found;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares a page of TikTok Shop's search with our copies, and changes nothing. Where a page tells entities in full, what merging it
 * would make of our copy is compared by its hash; where it tells them in brief, their update times are.
 */
@Component
public class EntityComparison {

    private static final String ALTERED = """
            select entity_id from entity
            where kind = :kind and shop_id = :shop and entity_id = any (:ids::text[])
              and (content_sha256 <> sha256(convert_to(content::text, 'UTF8'))
                or (content ->> 'updatedAt')::timestamptz is distinct from update_time)
            """;
    private static final String FORGET = """
            update entity set content_sha256 = '', update_time = null, lifecycle_rank = -1
            where kind = :kind and shop_id = :shop and entity_id = any (:ids::text[])
            """;

    private final Entities entities;
    private final EntityReading reading;
    private final JdbcClient database;
    private final Clock clock;

    EntityComparison(Entities entities, EntityReading reading, JdbcClient database, Clock clock) {
        this.entities = entities;
        this.reading = reading;
        this.database = database;
        this.clock = clock;
    }

    /** Compares each entity of a page, by the order of their ids. */
    public List<Compared> compare(Kind kind, String shopId, ApiResponse page) {
        Map<String, Facts> facts = facts(kind, shopId, page);
        Map<String, JsonNode> listed = new TreeMap<>();
        kind.listed(page.data()).forEach(source -> listed.put(kind.id(source), source));
        listed.remove("");
        Map<EntityId, Stored> stored = entities.read(
                kind.name(),
                listed.keySet().stream().map(id -> new EntityId(shopId, id)).toList());
        Set<String> altered = altered(kind, shopId, listed.keySet());
        List<Compared> compared = new ArrayList<>();
        listed.forEach((id, source) -> {
            Instant time = kind.updatedAt(source);
            boolean changed = altered.contains(id);
            Found found =
                    changed ? Found.DIFFERING : found(kind, stored.get(new EntityId(shopId, id)), facts.get(id), time);
            compared.add(new Compared(id, time, found, changed));
        });
        return compared;
    }

    /** Makes the next merge of altered copies write them anew, whatever they say. Within the caller's transaction. */
    public void forget(String kind, String shopId, Collection<String> altered) {
        database.sql(FORGET)
                .param("kind", kind)
                .param("shop", shopId)
                .param("ids", altered.toArray(String[]::new))
                .update();
    }

    private @Nullable Found found(Kind kind, @Nullable Stored stored, @Nullable Facts facts, @Nullable Instant listed) {
        if (stored == null) {
            return Found.MISSING;
        }
        Instant known = stored.facts().updateTime();
        if (listed != null && (known == null || known.isBefore(listed))) {
            return Found.STALE;
        }
        boolean ours = known != null && listed != null && known.isAfter(listed);
        if (facts == null || ours) {
            return null;
        }
        return Standing.merge(kind, stored, facts, clock.instant(), false) == null ? null : Found.DIFFERING;
    }

    private Set<String> altered(Kind kind, String shopId, Collection<String> ids) {
        return new HashSet<>(database.sql(ALTERED)
                .param("kind", kind.name())
                .param("shop", shopId)
                .param("ids", ids.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    /** By id; none of a page that tells in brief, or with an entity that cannot be mapped. */
    private Map<String, Facts> facts(Kind kind, String shopId, ApiResponse page) {
        Map<String, Facts> facts = new TreeMap<>();
        if (!kind.listedInBrief()) {
            try {
                reading.map(kind, shopId, page).forEach(read -> facts.put(read.entityId(), read));
            } catch (MappingException e) {
                return Map.of();
            }
        }
        return facts;
    }
}
