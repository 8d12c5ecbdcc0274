package io.creatorflow.tiktokshop.pulls;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.entities.EntityAnswer;
import io.creatorflow.tiktokshop.entities.EntityReading;
import io.creatorflow.tiktokshop.entities.Hints;
import io.creatorflow.tiktokshop.entities.Kind;
import io.creatorflow.tiktokshop.entities.Kinds;
import io.creatorflow.tiktokshop.entities.MappingException;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Pages through the entities of one kind that were updated in a window. */
@Component("entityPull")
public class EntityPull {

    private final Kinds kinds;
    private final EntityReading reading;
    private final Hints hints;
    private final long mostInAWindow;

    EntityPull(
            Kinds kinds, EntityReading reading, Hints hints, @Value("${pulls.most-in-a-window}") long mostInAWindow) {
        this.kinds = kinds;
        this.reading = reading;
        this.hints = hints;
        this.mostInAWindow = mostInAWindow;
    }

    /** The first page of a window, of entities of this kind. */
    public PullPage first(String kind, Pull pull) {
        return PullPage.first(kinds.named(kind), pull);
    }

    /** The search for a page. */
    public ApiRequest request(@ExchangeProperty("page") PullPage page) {
        Pull pull = page.pull();
        ApiRequest first =
                page.kind().changed(pull.shopId(), pull.from(), pull.to()).asBulk();
        if (page.token().isEmpty()) {
            return first;
        }
        Map<String, String> query = new LinkedHashMap<>(first.query());
        query.put("page_token", page.token());
        return new ApiRequest(first.shopId(), first.path(), query, first.body(), first.bulk());
    }

    /**
     * The page after this one. An entity that changes while pages are read leaves its page and may draw those behind it forward,
     * past the reader: the window is then read anew, where pages are sorted by update time from the last that was sure to be whole.
     *
     * @return null when it was the last
     * @throws WindowTooLarge when the window is to be read in parts
     * @throws WindowUnsettled when it was read anew several times already
     */
    public @Nullable PullPage next(@ExchangeProperty("page") PullPage page, @Body ApiResponse response) {
        JsonNode data = response.data();
        List<Wanted> listed = wanted(page.kind(), page.pull().shopId(), response);
        List<String> ids = listed.stream().map(Wanted::entityId).toList();
        PullPage read = page.holds(ids, data.path("total_count").asLong(0), mostInAWindow);
        boolean sorted = page.kind().sortedByUpdate();
        if (sorted && read.moved()) {
            return read.onwards();
        }
        String token = data.path("next_page_token").asText("");
        if (!token.isEmpty()) {
            return read.next(token, response.requestId(), until(page, listed));
        }
        return sorted || read.settled() ? null : read.anew();
    }

    /** Update time of the last one that is in the window. */
    private static Instant until(PullPage page, List<Wanted> listed) {
        return listed.stream()
                .map(Wanted::newestEvent)
                .filter(time -> time != null && time.isBefore(page.pull().to()))
                .reduce(page.reached(), (earlier, later) -> later);
    }

    /**
     * The page to read now.
     *
     * @return null when there is none
     * @throws PagesGoRound when it was read already
     */
    public @Nullable PullPage turn(@ExchangeProperty("page-after") @Nullable PullPage next) {
        return next == null ? null : next.turn();
    }

    /**
     * Maps a page. An entity that cannot be mapped is left to a hint, which sorts it out on its own, and so is each that has
     * changed where the page tells them in brief.
     *
     * @param taker takes the page instead, which then merges nothing; null where the page is to be merged
     */
    public EntityAnswer answer(
            @ExchangeProperty("page") PullPage page,
            @ExchangeProperty("pageTaker") @Nullable PageTaker taker,
            @Body ApiResponse response) {
        Kind kind = page.kind();
        String shopId = page.pull().shopId();
        if (taker != null) {
            taker.take(kind, shopId, response);
            return EntityAnswer.unasked(kind, List.of(), true);
        }
        if (kind.listedInBrief()) {
            hints.askIfBehind(kind.name(), shopId, wanted(kind, shopId, response));
            return EntityAnswer.unasked(kind, List.of(), true);
        }
        try {
            return EntityAnswer.unasked(kind, reading.map(kind, shopId, response), true);
        } catch (MappingException e) {
            hints.ask(kind.name(), wanted(kind, shopId, response), true);
            return EntityAnswer.unasked(kind, List.of(), true);
        }
    }

    /**
     * A page that could not be merged is left to hints, which halve it until the entity at fault stands alone. They name the
     * update time that the page has shown, so that an older answer does not satisfy them.
     */
    public void askInstead(@Body EntityAnswer answer) {
        List<Wanted> wanted = answer.entities().stream()
                .map(facts -> Wanted.now(facts.shopId(), facts.entityId(), facts.updateTime()))
                .toList();
        hints.ask(answer.kind().name(), wanted, true);
    }

    /** The entities that a page lists, each with the update time that it tells. */
    static List<Wanted> wanted(Kind kind, String shopId, ApiResponse response) {
        return StreamSupport.stream(kind.listed(response.data()).spliterator(), false)
                .filter(source -> !kind.id(source).isEmpty())
                .map(source -> Wanted.now(shopId, kind.id(source), kind.updatedAt(source)))
                .toList();
    }
}
