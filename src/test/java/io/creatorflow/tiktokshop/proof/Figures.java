package io.creatorflow.tiktokshop.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of a proof: one line of JSON, printed and kept in {@code target/proof/figures.jsonl}. */
final class Figures {

    private static final Path KEPT = Path.of("target/proof/figures.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> line = new LinkedHashMap<>();

    private Figures(String proof) {
        line.put("proof", proof);
    }

    static Figures of(String proof) {
        return new Figures(proof);
    }

    Figures with(String name, Object value) {
        line.put(name, value);
        return this;
    }

    void tell() {
        try {
            String text = JSON.writeValueAsString(line);
            Files.createDirectories(KEPT.getParent());
            Files.writeString(KEPT, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            System.out.println(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line that says what is going on. */
    static void progress(String text, Object... parts) {
        System.out.println("  " + String.format(text, parts));
    }
}
