package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.schibsted.spt.data.jslt.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MappingDocsTest {

    static Iterable<String> functions() {
        return MappingFunctions.ALL.stream().map(Function::getName).toList();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyFunctionIsExplainedAndUsed(String function) throws IOException {
        assertThat(Files.readString(Path.of("docs/01-specifications/mapping.md")))
                .contains("| `" + function + "(");
        assertThat(Files.readString(Path.of("routes/mappings/order.jslt"))).contains(function + "(");
    }
}
