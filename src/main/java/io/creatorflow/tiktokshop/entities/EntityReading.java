package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.durable.WorkTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Asks for hinted entities, many ids a call where TikTok Shop takes them, and maps what comes back. */
@Component("entityReading")
public class EntityReading {

    private final Map<String, Mapping> mappings;
    private final Timer mapped;
    private final Ownership ownership;

    EntityReading(Kinds kinds, @Value("${routes.dir}") Path routes, MeterRegistry meters) {
        this.mapped = WorkTimer.of(meters, "entities.mapping", "Mapping of the entities of one answer");
        this.mappings = kinds.all().stream()
                .map(Kind::name)
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> Mapping.load(routes, name)));
        this.ownership = Ownership.load(routes);
    }

    /** The call that reads a batch. */
    public ApiRequest request(@ExchangeProperty("hints") HintBatch batch) {
        ApiRequest request = batch.kind().read(batch.shopId(), batch.ids());
        return batch.bulk() ? request.asBulk() : request;
    }

    /**
     * Maps the answer to a batch.
     *
     * @throws MappingException when an entity lacks what we need
     */
    public EntityAnswer answer(@ExchangeProperty("hints") HintBatch hints, @Body ApiResponse response) {
        List<Facts> entities = map(hints.kind(), hints.shopId(), response);
        return new EntityAnswer(hints.kind(), entities, List.of(hints), hints.bulk());
    }

    /**
     * Maps the entities of an answer.
     *
     * @throws MappingException when an entity lacks what we need
     */
    public List<Facts> map(Kind kind, String shopId, ApiResponse response) {
        long began = System.nanoTime();
        Mapping mapping = Objects.requireNonNull(mappings.get(kind.name()));
        List<Facts> entities = new ArrayList<>();
        for (JsonNode source : kind.listed(response.data())) {
            entities.add(facts(kind, shopId, mapping.map(source, shopId), response.readBegan()));
        }
        mapped.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return entities;
    }

    /**
     * Maps what an event tells of an entity whose state only events tell.
     *
     * @param event the whole webhook
     * @param receivedAt decides between two events of one time
     * @throws MappingException when it lacks what we need
     */
    public Facts told(Kind kind, String shopId, JsonNode event, Instant receivedAt) {
        Mapping mapping = Objects.requireNonNull(mappings.get(kind.name()));
        return facts(kind, shopId, mapping.map(event, shopId), receivedAt);
    }

    private Facts facts(Kind kind, String shopId, ObjectNode content, Instant readAt) {
        ownership.leaveOthers(kind.name(), content);
        String updated = content.path("updatedAt").asText("");
        return new Facts(
                kind.name(),
                shopId,
                content.path(kind.identifiedBy()).asText(),
                updated.isEmpty() ? null : Instant.parse(updated),
                Statuses.rank(kind.name(), content.path("status").asText()),
                readAt,
                content);
    }
}
