package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

class SandboxStartTest {

    @Test
    void aBusyPortIsToldInOneLineWithTheMend() {
        try (Sandbox first = Sandbox.start(Map.of("sandbox.port", 0))) {
            assertThatThrownBy(() ->
                            Sandbox.start(Map.of("sandbox.port", first.uri().getPort())))
                    .isInstanceOf(SandboxNotStarted.class)
                    .message()
                    .contains("SANDBOX_PORT", String.valueOf(first.uri().getPort()), "free port")
                    .doesNotContain("\n");
        }
    }

    @Test
    void aPortThatIsNoneIsToldInOneLine() {
        assertThatThrownBy(() -> Sandbox.start(Map.of("sandbox.port", "many")))
                .isInstanceOf(SandboxNotStarted.class)
                .message()
                .contains("many")
                .doesNotContain("\n");
    }

    @Test
    void itBindsLoopbackAndHasNeitherDatabaseNorCamel() {
        try (Sandbox sandbox = Sandbox.start(Map.of("sandbox.port", 0))) {
            assertThat(sandbox.uri().getHost()).isEqualTo("127.0.0.1");
            assertThat(sandbox.context().getBeanNamesForType(DataSource.class)).isEmpty();
            assertThat(sandbox.context().getBeanNamesForType(CamelContext.class))
                    .isEmpty();
            assertThat(sandbox.context().getEnvironment().getProperty("server.address"))
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void itDependsOnNothingOfTheIntegration() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.creatorflow.tiktokshop");
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("..sandbox..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.creatorflow.tiktokshop..")
                        .and(JavaClass.Predicates.resideOutsideOfPackage("..sandbox..")))
                .because("the sandbox is the oracle of the integration")
                .check(classes);
    }
}
