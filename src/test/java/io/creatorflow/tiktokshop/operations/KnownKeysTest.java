package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

class KnownKeysTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Clock clock = mock(Clock.class);
    private final AtomicInteger questions = new AtomicInteger();
    private List<ApiKey> stored = List.of(key("known"));
    private boolean away;

    private final KnownKeys keys = new KnownKeys(
            new ApiKeys(mock(JdbcClient.class)) {
                @Override
                List<ApiKey> all() {
                    questions.incrementAndGet();
                    if (away) {
                        throw new DataAccessResourceFailureException("away");
                    }
                    return stored;
                }
            },
            clock,
            Duration.ofSeconds(2));

    @BeforeEach
    void begin() {
        at(0);
    }

    @Test
    void aFloodOfMadeUpKeysCostsFourQuestionsASecond() {
        for (int i = 0; i < 10_000; i++) {
            at(i / 10);
            assertThat(keys.find("made-up-" + i)).isEmpty();
        }

        assertThat(questions).hasValue(4);
    }

    @Test
    void aKnownKeyCostsAQuestionEveryTwoSeconds() {
        for (int i = 0; i < 10_000; i++) {
            at(i);
            assertThat(keys.find("known")).isPresent();
        }

        assertThat(questions).hasValue(5);
    }

    @Test
    void aKeyThatWasMadeElsewhereIsKnownAQuarterOfASecondLater() {
        assertThat(keys.find("new")).isEmpty();
        stored = List.of(key("known"), key("new"));
        at(250);

        assertThat(keys.find("new")).isPresent();
    }

    @Test
    void aKeyThatWasTakenAwayElsewhereIsUnknownTwoSecondsLater() {
        assertThat(keys.find("known")).isPresent();
        stored = List.of();
        at(2_000);

        assertThat(keys.find("known")).isEmpty();
    }

    @Test
    void aChangeHereCountsAtOnce() {
        assertThat(keys.find("known")).isPresent();
        stored = List.of();
        keys.changed();

        assertThat(keys.find("known")).isEmpty();
    }

    @Test
    void whileTheDatabaseIsAwayNobodyIsKnownAndFewAsk() {
        assertThat(keys.find("known")).isPresent();
        away = true;
        for (int i = 2_000; i < 3_000; i++) {
            at(i);
            assertThatThrownBy(() -> keys.find("known")).isInstanceOf(DataAccessResourceFailureException.class);
        }
        assertThat(questions).hasValue(1 + 4);

        away = false;
        at(3_000);
        assertThat(keys.find("known")).isPresent();
    }

    private void at(long millis) {
        when(clock.instant()).thenReturn(START.plusMillis(millis));
    }

    private static ApiKey key(String id) {
        return new ApiKey(id, id, new byte[32], null, null, Set.of("read"), null, null, null, null);
    }
}
