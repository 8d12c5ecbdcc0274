package io.creatorflow.tiktokshop.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that the benchmark, or a proof, started and ends. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(25);

    private final String name;
    private final Process process;
    private final Path log;
    private final BufferedReader answers;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.answers = process.inputReader(UTF_8);
    }

    /**
     * Starts {@code java}.
     *
     * @param log takes what it prints
     * @param arguments after {@code java}
     */
    static ChildProcess java(String name, Path log, Map<String, String> environment, List<String> arguments) {
        ProcessBuilder builder = command(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return start(name, log, builder);
    }

    /**
     * Starts {@code java} with a program that answers each line it reads by one line that it prints; see {@link #ask}.
     *
     * @param log takes its errors
     * @param arguments after {@code java}
     */
    public static ChildProcess answering(String name, Path log, List<String> arguments) {
        return start(name, log, command(arguments).redirectError(log.toFile()));
    }

    private static ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static ChildProcess start(String name, Path log, ProcessBuilder builder) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ChildProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends it a line and waits for the line it answers with; fails when it ended before. */
    public String ask(String line) {
        try {
            process.outputWriter(UTF_8).append(line).append('\n').flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException(name + " ended; see " + log);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " ended; see " + log, e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Has it collect its garbage now rather than while something is measured. */
    void collect() throws InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            int status = new ProcessBuilder(jcmd.toString(), Long.toString(pid()), "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(name + " did not collect its garbage; see " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(jcmd + " cannot be run: the benchmark needs a JDK", e);
        }
    }

    /** Waits until a GET of this address is answered 200; fails when the process ends before, or after two minutes. */
    ChildProcess awaitReady(URI health) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
        HttpRequest request =
                HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
        long until = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < until) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended while starting; see " + log);
            }
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return this;
                }
            } catch (IOException e) {
                // not there yet
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IllegalStateException(name + " did not start within " + START + "; see " + log);
    }

    /** Ends it: politely, then by force. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
