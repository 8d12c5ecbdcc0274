package io.creatorflow.tiktokshop.benchmark;

import java.util.Locale;

/** Says in the terminal what is going on, with the minutes since the start. */
final class Console {

    private static final long BEGIN = System.nanoTime();

    private Console() {}

    static void say(String format, Object... values) {
        long seconds = (System.nanoTime() - BEGIN) / 1_000_000_000L;
        System.out.printf(
                Locale.ROOT,
                "[%02d:%02d] %s%n",
                seconds / 60,
                seconds % 60,
                String.format(Locale.ROOT, format, values));
    }
}
