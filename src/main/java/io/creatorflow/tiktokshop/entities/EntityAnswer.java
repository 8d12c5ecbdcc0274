package io.creatorflow.tiktokshop.entities;

import java.util.List;

/**
 * Entities of one kind as TikTok Shop told them, mapped and ready to be merged.
 *
 * @param hints what was asked for; none for the page of a pull, and for what an event tells
 * @param bulk whether their messages let live ones go first
 */
public record EntityAnswer(Kind kind, List<Facts> entities, List<HintBatch> hints, boolean bulk) {

    /** What nobody asked for by hints. */
    public static EntityAnswer unasked(Kind kind, List<Facts> entities, boolean bulk) {
        return new EntityAnswer(kind, entities, List.of(), bulk);
    }

    /** Whether there is nothing to merge and nothing to settle. */
    boolean isEmpty() {
        return entities.isEmpty() && hints.isEmpty();
    }

    /** Answers of one kind and lane, as one. */
    static EntityAnswer joined(List<EntityAnswer> answers) {
        EntityAnswer first = answers.get(0);
        return new EntityAnswer(
                first.kind(),
                answers.stream().flatMap(answer -> answer.entities().stream()).toList(),
                answers.stream().flatMap(answer -> answer.hints().stream()).toList(),
                first.bulk());
    }
}
