package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.DatabaseTrouble;
import io.creatorflow.tiktokshop.durable.GroupCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/**
 * Lets answers about several shops share a transaction: what is read while one is being merged goes together into the next
 * merge of its kind. An answer that fails takes no other along: each is then merged by itself.
 */
@Component("joinedMerges")
public class JoinedMerges implements AutoCloseable {

    /** More entities than that in one transaction would keep an answer waiting for those of others. */
    private static final int MOST_ENTITIES = 50;

    private static final int MOST_ANSWERS = 64;

    private record Answer(EntityAnswer answer, String endpoint) {}

    private final ProducerTemplate merge;
    private final Map<String, GroupCommit<Answer, Optional<Exception>>> kinds = new ConcurrentHashMap<>();

    JoinedMerges(ProducerTemplate merge) {
        this.merge = merge;
    }

    /**
     * Merges an answer, and returns once that is committed.
     *
     * @param endpoint the route that merges, in a transaction of its own
     * @throws Exception why it could not be merged; nothing of it is stored then
     */
    public void join(@Body EntityAnswer answer, String endpoint) throws Exception {
        Optional<Exception> failure = kinds.computeIfAbsent(answer.kind().name(), this::start)
                .submit(new Answer(answer, endpoint))
                .join();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** How many answers of a kind wait for the merge after the one that is under way. */
    int waiting(String kind) {
        GroupCommit<Answer, Optional<Exception>> merges = kinds.get(kind);
        return merges == null ? 0 : merges.depth();
    }

    private GroupCommit<Answer, Optional<Exception>> start(String kind) {
        return new GroupCommit<>("merge-" + kind, 1, MOST_ANSWERS, MOST_ANSWERS, Duration.ZERO, this::merge);
    }

    private List<Optional<Exception>> merge(List<Answer> answers) {
        List<Optional<Exception>> outcomes = new ArrayList<>();
        while (outcomes.size() < answers.size()) {
            outcomes.addAll(together(answers.subList(outcomes.size(), answers.size())));
        }
        return outcomes;
    }

    /** The outcomes of as many of these as fit into one transaction. */
    private List<Optional<Exception>> together(List<Answer> answers) {
        int entities = 0;
        int fit = 0;
        do {
            entities += answers.get(fit++).answer().entities().size();
        } while (fit < answers.size()
                && entities + answers.get(fit).answer().entities().size() <= MOST_ENTITIES);
        List<Answer> fitting = answers.subList(0, fit);
        Optional<Exception> failure = send(fitting);
        boolean oneIsAtFault = fit > 1 && failure.isPresent() && !DatabaseTrouble.is(failure.get());
        return fitting.stream()
                .map(answer -> oneIsAtFault ? send(List.of(answer)) : failure)
                .toList();
    }

    private Optional<Exception> send(List<Answer> answers) {
        EntityAnswer joined =
                EntityAnswer.joined(answers.stream().map(Answer::answer).toList());
        String endpoint = answers.get(0).endpoint();
        return Optional.ofNullable(
                merge.send(endpoint, exchange -> exchange.getIn().setBody(joined))
                        .getException());
    }

    @Override
    public void close() {
        kinds.values().forEach(GroupCommit::close);
    }
}
