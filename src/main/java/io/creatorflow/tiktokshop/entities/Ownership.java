package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Which side owns which field of our entities, as {@code mappings/ownership.yaml} says it.
 *
 * @param fields by kind and side
 */
record Ownership(Map<String, Map<String, List<String>>> fields) {

    private static final String TIKTOK_SHOP = "tiktok-shop";

    /** Reads the table of a routes folder. */
    static Ownership load(Path routes) {
        Path file = routes.resolve("mappings").resolve("ownership.yaml");
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Ownership(new Yaml(new SafeConstructor(new LoaderOptions())).load(reader));
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + file + " cannot be read", e);
        }
    }

    /** Takes from what was read of TikTok Shop each field that is not TikTok Shop's. */
    void leaveOthers(String kind, ObjectNode read) {
        read.retain(fields.getOrDefault(kind, Map.of()).getOrDefault(TIKTOK_SHOP, List.of()));
    }
}
