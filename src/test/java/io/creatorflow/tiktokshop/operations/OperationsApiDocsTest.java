package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@IntegrationTest
class OperationsApiDocsTest {

    private static final Path FILE = Path.of("docs/01-specifications/operations-api.json");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
            .build();

    @Autowired
    private ApplicationContext context;

    @Test
    void theDescriptionIsTheOneThatIsServed() throws Exception {
        ObjectNode served = (ObjectNode) new Operator(context).ask("/openapi.json");
        served.remove("servers");
        String text = JSON.writeValueAsString(JSON.treeToValue(served, TreeMap.class)) + "\n";

        if (Boolean.getBoolean("update-docs")) {
            Files.writeString(FILE, text);
        }
        assertThat(Files.readString(FILE))
                .as("stale: run this test with -Dupdate-docs=true")
                .isEqualTo(text);
    }
}
