package io.creatorflow.tiktokshop.development;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.util.FileSystemUtils;

/** A real PostgreSQL in a folder, with fsync and synchronous_commit on, for development and tests. */
public final class EmbeddedDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts PostgreSQL on a folder, which keeps its data between runs. A server that a killed run left on the same
     * folder is stopped first.
     *
     * @param folder made when missing
     * @throws UncheckedIOException when PostgreSQL does not start
     */
    public static EmbeddedDatabase start(Path folder) {
        return start(folder, true);
    }

    /** As {@link #start}, but only {@link #close} stops it: the caller sees to that when the process ends. */
    public static EmbeddedDatabase startUntilClosed(Path folder) {
        return start(folder, false);
    }

    private static EmbeddedDatabase start(Path folder, boolean stopAtExit) {
        try {
            Files.createDirectories(folder);
            stopOrphan(folder);
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(stopAtExit)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("max_wal_size", "2GB")
                    .setServerConfig("shared_buffers", "512MB")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts PostgreSQL on a folder that is emptied first. */
    public static EmbeddedDatabase startEmpty(Path folder) {
        try {
            Files.createDirectories(folder);
            stopOrphan(folder);
            FileSystemUtils.deleteRecursively(folder);
            return start(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stopOrphan(Path folder) throws IOException {
        Path pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() > 1 && Files.isSameFile(Path.of(lines.get(1)), folder)) {
            ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(EmbeddedDatabase::isPostgres)
                    .ifPresent(EmbeddedDatabase::stop);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").matches(".*postgres(\\.exe)?");
    }

    private static void stop(ProcessHandle orphan) {
        orphan.destroy();
        try {
            orphan.onExit().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            orphan.destroyForcibly();
            orphan.onExit().join();
        }
    }

    /** The address for JDBC, without user and password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
