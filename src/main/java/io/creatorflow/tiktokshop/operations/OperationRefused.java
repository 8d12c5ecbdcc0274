package io.creatorflow.tiktokshop.operations;

/** A call that is refused, with what to tell the caller. */
final class OperationRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private OperationRefused(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** What was asked is no question: 400. */
    static OperationRefused bad(String detail, String mend) {
        return new OperationRefused(Problem.of("bad-request", 400, detail, mend));
    }

    /** There is no such thing: 404. */
    static OperationRefused missing(String detail, String mend) {
        return new OperationRefused(Problem.of("not-found", 404, detail, mend));
    }

    /** Its state does not allow it: 409. */
    static OperationRefused conflict(String name, String detail, String mend) {
        return new OperationRefused(Problem.of(name, 409, detail, mend));
    }

    /** As the problem says. */
    static OperationRefused by(Problem problem) {
        return new OperationRefused(problem);
    }

    Problem problem() {
        return problem;
    }
}
