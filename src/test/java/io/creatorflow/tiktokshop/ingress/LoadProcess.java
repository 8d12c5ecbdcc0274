package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.benchmark.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Sends to a server from a process of its own: what the load costs in memory and collections does not stop the server that
 * is measured. One process for honest senders, another for slow ones.
 */
public final class LoadProcess implements AutoCloseable {

    /**
     * What became of slow connections.
     *
     * @param opened how many were opened, those that took the place of others included
     * @param least the least number that were open at a time
     * @param longestMillis how long the longest lasted, in milliseconds
     */
    public record Slow(long opened, int least, long longestMillis) {}

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChildProcess process;

    private LoadProcess(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts a process that sends to a port of this machine as it is told.
     *
     * @param appKey signs the webhooks, together with the secret
     */
    public static LoadProcess start(String name, int port, String appKey, String secret) {
        List<String> arguments = List.of(
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoadProcess.class.getName(),
                Integer.toString(port),
                appKey,
                secret);
        return new LoadProcess(ChildProcess.answering(name, Path.of("target/proof/logs", name + ".log"), arguments));
    }

    /** Sends 200 signed webhooks a second over 8 connections; one not answered within 4 seconds has failed. */
    public LoadGenerator.Figures honest(int seconds) {
        return parse(process.ask("honest " + seconds), LoadGenerator.Figures.class);
    }

    /** Opens so many slow connections and holds their number; back when all are open. */
    public void slow(int count) {
        process.ask("slow " + count);
    }

    /** Closes the slow connections. */
    public Slow closeSlow() {
        return parse(process.ask("close"), Slow.class);
    }

    private static <T> T parse(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    /** What runs in the process: reads an order a line, answers each with a line, ends with its parent. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        LoadGenerator honest = new LoadGenerator(
                port, 8, 200, number -> LoadGenerator.signedWebhook(number, arguments[1], arguments[2]), PATIENCE);
        SlowSenders slow = null;
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            switch (words[0]) {
                case "honest" -> tell(honest.run(Duration.ofSeconds(Integer.parseInt(words[1])), 200));
                case "slow" -> {
                    slow = SlowSenders.held(port, Integer.parseInt(words[1]));
                    tell(slow.open());
                }
                default -> {
                    slow.close();
                    tell(new Slow(slow.begun(), slow.least(), slow.longestMillis()));
                }
            }
        }
        System.exit(0);
    }

    private static void tell(Object answer) throws JsonProcessingException {
        System.out.println(JSON.writeValueAsString(answer));
    }
}
