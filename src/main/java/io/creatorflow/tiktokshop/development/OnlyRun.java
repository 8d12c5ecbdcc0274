package io.creatorflow.tiktokshop.development;

import io.creatorflow.tiktokshop.settings.BadSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a folder for one process at a time. The system lets go of it when the process ends, however it ends. */
final class OnlyRun implements AutoCloseable {

    private final FileChannel lock;

    private OnlyRun(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Takes a folder.
     *
     * @param folder made when missing
     * @throws BadSettingException if another process has it
     */
    static OnlyRun in(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel lock = FileChannel.open(
                    folder.resolve("running.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!taken(lock)) {
                lock.close();
                throw new BadSettingException("Another mvn spring-boot:run uses " + folder.toAbsolutePath()
                        + ": stop it first, or work in a second checkout.");
            }
            return new OnlyRun(lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean taken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
