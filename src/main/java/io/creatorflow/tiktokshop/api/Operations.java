package io.creatorflow.tiktokshop.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The TikTok Shop calls that routes may make, read once from {@code routes/api/operations.yaml}. */
@Component
public class Operations {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();

    private final Map<String, Operation> byName;

    /**
     * Reads the file.
     *
     * @param folder the routes folder
     * @param environment may set {@code tiktok-shop.pace.<name>}, which goes before the pace in the file
     * @throws IOException when the file is missing
     * @throws IllegalArgumentException when it is not understood
     */
    public Operations(@Value("${routes.dir}") Path folder, Environment environment) throws IOException {
        try (Reader file = Files.newBufferedReader(folder.resolve("api/operations.yaml"))) {
            this.byName = read(file, environment);
        }
    }

    /**
     * The operation of that name.
     *
     * @throws IllegalArgumentException for a name the file does not have
     */
    public Operation named(String name) {
        Operation operation = byName.get(name);
        if (operation == null) {
            throw new IllegalArgumentException("no operation " + name + " in routes/api/operations.yaml");
        }
        return operation;
    }

    /** All of them, by name. */
    public Collection<Operation> all() {
        return byName.values();
    }

    private static Map<String, Operation> read(Reader file, Environment environment) {
        Map<String, Map<String, Object>> entries = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        Map<String, Operation> operations = new TreeMap<>();
        entries.forEach((name, entry) -> {
            ObjectNode fields = JSON.valueToTree(entry);
            fields.put("name", name);
            fields.put("pace", pace(name, fields.path("pace").asInt(), environment));
            operations.put(name, JSON.convertValue(fields, Operation.class));
        });
        return operations;
    }

    /** A setting goes before the file, so that an installation changes a pace without touching the table. */
    private static int pace(String name, int ofTheFile, Environment environment) {
        return environment.getProperty("tiktok-shop.pace." + name, Integer.class, ofTheFile);
    }
}
