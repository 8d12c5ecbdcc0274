package io.creatorflow.tiktokshop.development;

import io.creatorflow.tiktokshop.operations.CreateKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.env.Environment;

/** A key of the operations API that opens everything, made at the first start by the command of production, and kept. */
final class OperationsKey {

    private OperationsKey() {}

    /**
     * Makes the key, if there is none yet.
     *
     * @param file where it is kept, alone
     * @param integration with the settings of its database
     */
    static void in(Path file, Environment integration) {
        if (Files.exists(file)) {
            return;
        }
        String name = "developer-" + UUID.randomUUID().toString().substring(0, 8);
        try {
            Files.writeString(file, CreateKey.create(Map.of("name", name, "scopes", "admin"), integration) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
