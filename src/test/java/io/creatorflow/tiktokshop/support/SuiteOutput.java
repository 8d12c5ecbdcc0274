package io.creatorflow.tiktokshop.support;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads all that the suite prints, logs included, and keeps the lines that no run may print: something of a buyer, since the buyer of each
 * order in the tests is a canary, or a token, key or secret that the tests use.
 */
public final class SuiteOutput implements BeforeAllCallback {

    private static final Pattern FORBIDDEN = Pattern.compile(String.join(
            "|",
            "Canary[0-9a-f]{32}",
            "(access|refresh)-[0-9a-f]{8}-[0-9a-f]{4}-",
            Pattern.quote(TestEnvironment.APP_SECRET),
            "ttsi_[0-9a-f]{16}_[0-9a-f]{64}",
            Pattern.quote(TestEnvironment.TOKEN_KEY),
            Pattern.quote(ReceiversStub.SECRET.substring("whsec_".length()))));

    private static final AtomicLong LINES = new AtomicLong();
    private static final List<String> HITS = new CopyOnWriteArrayList<>();
    private static boolean watching;

    /** The lines that tell what they may not. */
    public static List<String> hits() {
        return HITS;
    }

    /** How many lines there were. */
    public static long lines() {
        return LINES.get();
    }

    /** Watches from the first test class on. */
    @Override
    public void beforeAll(ExtensionContext context) {
        synchronized (SuiteOutput.class) {
            if (!watching) {
                System.setOut(new PrintStream(new Lines(System.out), true, StandardCharsets.UTF_8));
                System.setErr(new PrintStream(new Lines(System.err), true, StandardCharsets.UTF_8));
                watching = true;
            }
        }
    }

    /** Hands everything on, and reads each line. */
    private static final class Lines extends FilterOutputStream {

        private final StringBuilder line = new StringBuilder();

        Lines(OutputStream target) {
            super(target);
        }

        @Override
        public synchronized void write(int character) throws IOException {
            out.write(character);
            read(character);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            for (int i = from; i < from + length; i++) {
                read(bytes[i]);
            }
        }

        /** What is looked for is ASCII. */
        private void read(int character) {
            if (character != '\n') {
                line.append((char) character);
                return;
            }
            LINES.incrementAndGet();
            if (FORBIDDEN.matcher(line).find()) {
                HITS.add(line.substring(0, Math.min(line.length(), 400)));
            }
            line.setLength(0);
        }
    }
}
