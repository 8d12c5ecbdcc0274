package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class ControlDocumentTest {

    @Test
    void theDocumentNamesEveryMappedPathAndNoOther() {
        try (Sandbox sandbox = Sandbox.start(Map.of("sandbox.port", 0))) {
            TreeSet<String> mapped = new TreeSet<>();
            sandbox.context()
                    .getBean(RequestMappingHandlerMapping.class)
                    .getHandlerMethods()
                    .keySet()
                    .forEach(info -> info.getPatternValues()
                            .forEach(path -> info.getMethodsCondition()
                                    .getMethods()
                                    .forEach(method -> mapped.add(method + " /sandbox" + path))));

            assertThat(mapped).isNotEmpty().isEqualTo(documented());
        }
    }

    @Test
    void everyReferenceInTheDocumentLeadsSomewhere() {
        JsonNode document = document();
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }

    private static TreeSet<String> documented() {
        TreeSet<String> documented = new TreeSet<>();
        document()
                .get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                documented.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return documented;
    }

    private static JsonNode document() {
        try (TestSandbox sandbox = new TestSandbox(Map.of())) {
            JsonNode document = sandbox.control("GET", "/openapi.json", "");
            assertThat(document.get("openapi").asText()).startsWith("3.1");
            return document;
        }
    }
}
