package io.creatorflow.tiktokshop.benchmark;

/**
 * What a run used.
 *
 * @param contenderMicros processor time of the measured process for one event, in microseconds
 * @param databaseMicros of PostgreSQL for one event
 * @param sandboxMicros of sandbox and receivers for one event
 * @param peakMb the most resident memory of the measured process
 * @param busy share of the machine's processors that all of them used together
 */
record Use(double contenderMicros, double databaseMicros, double sandboxMicros, long peakMb, double busy) {

    /** Processor time of the measured process and of PostgreSQL for one event, in microseconds. */
    double ownAndDatabase() {
        return contenderMicros + databaseMicros;
    }

    /** Processor time of all processes for one event, in microseconds. */
    double all() {
        return contenderMicros + databaseMicros + sandboxMicros;
    }

    static Meter begin(Installation installation, Contender contender) {
        return new Meter(installation, contender.pid());
    }

    /** Runs from its making. */
    static final class Meter {
        private final Installation installation;
        private final long pid;
        private final long since = System.nanoTime();
        private final double contender;
        private final double database;
        private final double sandbox;

        private Meter(Installation installation, long pid) {
            this.installation = installation;
            this.pid = pid;
            ProcessFigures.forgetPeak(pid);
            contender = ProcessFigures.cpuSeconds(pid);
            database = ProcessFigures.cpuSecondsOfTree(installation.databasePid());
            sandbox = ProcessFigures.cpuSeconds(installation.sandboxProcess().pid());
        }

        Use end(int events) {
            double own = ProcessFigures.cpuSeconds(pid) - contender;
            double data = ProcessFigures.cpuSecondsOfTree(installation.databasePid()) - database;
            double outside =
                    ProcessFigures.cpuSeconds(installation.sandboxProcess().pid()) - sandbox;
            double wall = (System.nanoTime() - since) / 1e9;
            return new Use(
                    own * 1e6 / events,
                    data * 1e6 / events,
                    outside * 1e6 / events,
                    ProcessFigures.peakMb(pid),
                    (own + data + outside) / wall / Runtime.getRuntime().availableProcessors());
        }
    }
}
