package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The webhook samples of the test resources, each with its signature. */
public final class WebhookSamples {

    /** One body with its signature by the test pair of key and secret. */
    public record Sample(String name, byte[] body, String authorization) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final Path FOLDER = Path.of("src/test/resources/tiktok-shop/webhook-samples");

    private static final ObjectMapper JSON = new ObjectMapper();

    private WebhookSamples() {}

    /** All of them, with the lines of the sequences. */
    public static List<Sample> all() {
        try {
            List<Sample> samples = new ArrayList<>();
            for (JsonNode entry :
                    JSON.readTree(FOLDER.resolve("index.json").toFile()).get("samples")) {
                String file = entry.get("file").asText();
                if (file.endsWith(".json")) {
                    byte[] body = Files.readAllBytes(FOLDER.resolve(file));
                    samples.add(
                            new Sample(file, body, entry.get("authorization").asText()));
                }
            }
            samples.addAll(sequences());
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an event is known by: its SHA-256. */
    public static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same in hexadecimal digits. */
    public static String sha256(String body) {
        return HexFormat.of().formatHex(sha256(body.getBytes(UTF_8)));
    }

    private static List<Sample> sequences() throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("sequences"))) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode entry = JSON.readTree(line);
                    samples.add(new Sample(
                            file.getFileName() + " at " + entry.get("at").asInt(),
                            entry.get("body").asText().getBytes(UTF_8),
                            entry.get("authorization").asText()));
                }
            }
        }
        return samples;
    }
}
