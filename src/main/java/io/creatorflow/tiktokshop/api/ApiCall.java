package io.creatorflow.tiktokshop.api;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way, from the first attempt to the last. Attempts follow each other, so no two threads change it at once.
 */
public final class ApiCall {

    /**
     * When a call may go on.
     *
     * @param at its {@link System#nanoTime}
     * @param last whether the call may be sent then; otherwise it needs another turn
     */
    record Turn(long at, boolean last) {}

    private static final int MOST_TOKENS_REFUSED = 3;

    private final Operation operation;
    private final ApiRequest request;
    private final byte[] body;
    private final String paceKey;
    private final long begun = System.nanoTime();
    private final long deadline;
    private @Nullable UUID id;
    private int failures;
    private long refusedGeneration = -1;
    private boolean tokenRenewed;
    private int tokensRefused;
    private String signedText = "";
    private Instant attemptBegan = Instant.EPOCH;
    private @Nullable Turn turn;

    ApiCall(Operation operation, ApiRequest request, byte[] body, String appKey, Duration deadline) {
        this.operation = operation;
        this.request = request;
        this.body = body;
        this.paceKey = appKey + ' ' + request.shopId() + ' ' + operation.name();
        this.deadline = begun + deadline.toNanos();
    }

    /** What is asked. */
    public Operation operation() {
        return operation;
    }

    /** For whom, and with which parameters. */
    public ApiRequest request() {
        return request;
    }

    /** What the pace is counted by: app, shop and operation. */
    public String paceKey() {
        return paceKey;
    }

    /** Tells this call from every other one, on any replica. */
    public UUID id() {
        if (id == null) {
            id = UUID.randomUUID();
        }
        return id;
    }

    /** How much of the deadline is left; zero or less once it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    /** Remembers that TikTok refused the token of this generation, so that the next attempt comes with a newer one. */
    public void refuseToken(long generation) {
        refusedGeneration = generation;
    }

    /** Whether TikTok refused the token of this generation, or of a later one. */
    public boolean hasRefused(long generation) {
        return generation <= refusedGeneration;
    }

    /** Names the call in logs and errors: operation and shop. */
    @Override
    public String toString() {
        return request.shopId().isEmpty() ? operation.name() : operation.name() + " for " + request.shopId();
    }

    /** The exact bytes that are signed and sent; empty for none. */
    byte[] body() {
        return body;
    }

    /** The turn that the call waits for; null when it has none yet. */
    @Nullable
    Turn turn() {
        return turn;
    }

    void giveTurn(@Nullable Turn turn) {
        this.turn = turn;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    int countFailure() {
        return ++failures;
    }

    /** This generation is being renewed, by this call or by another; when it is the refused one, the next token is new. */
    public void renewsToken(long generation) {
        tokenRenewed |= hasRefused(generation);
    }

    /**
     * Whether the call may come with another token: once with one that was renewed after its refusal, before that with what other
     * replicas may have renewed earlier.
     */
    boolean takeTokenRetry() {
        return !tokenRenewed && ++tokensRefused <= MOST_TOKENS_REFUSED;
    }

    /** Whether nothing but the first attempt was needed so far. */
    boolean isStraight() {
        return failures + tokensRefused == 0;
    }

    void attempt(Instant began, String signed) {
        attemptBegan = began;
        signedText = signed;
    }

    Instant attemptBegan() {
        return attemptBegan;
    }

    String signedText() {
        return signedText;
    }
}
