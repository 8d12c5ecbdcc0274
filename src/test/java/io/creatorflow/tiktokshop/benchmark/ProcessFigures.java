package io.creatorflow.tiktokshop.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells about a process under {@code /proc}: processor time and resident memory. */
final class ProcessFigures {

    /** USER_HZ, 100 on every Linux that matters (proc(5)). */
    private static final double TICKS = 100;

    private ProcessFigures() {}

    /** Processor time used so far by one process, in seconds. */
    static double cpuSeconds(long pid) {
        List<String> fields = stat(pid);
        return fields.isEmpty() ? 0 : (ticks(fields, 11) + ticks(fields, 12)) / TICKS;
    }

    /** Processor time used so far by a process, the children it has, and those that ended, in seconds. */
    static double cpuSecondsOfTree(long pid) {
        List<String> fields = stat(pid);
        double own = fields.isEmpty() ? 0 : (ticks(fields, 13) + ticks(fields, 14)) / TICKS;
        return own
                + cpuSeconds(pid)
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::children)
                        .mapToDouble(child -> cpuSeconds(child.pid()))
                        .sum();
    }

    /** Resident memory now, in MB. */
    static long residentMb(long pid) {
        return status(pid, "VmRSS:");
    }

    /** The most that was resident since {@link #forgetPeak}, in MB. */
    static long peakMb(long pid) {
        return status(pid, "VmHWM:");
    }

    /** Starts the peak anew (proc(5), clear_refs 5); where that is not allowed, the peak is that since the start. */
    static void forgetPeak(long pid) {
        try {
            Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
        } catch (IOException e) {
            // the peak then covers more than was asked for, which only makes it larger
        }
    }

    private static long status(long pid, String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields of stat after the name in brackets; empty when the process is gone. */
    private static List<String> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static double ticks(List<String> fields, int index) {
        return Long.parseLong(fields.get(index));
    }
}
