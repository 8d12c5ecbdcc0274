package io.creatorflow.tiktokshop.house.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rules by name. They are stated on a root package, so that planted classes below another root can break them. */
final class ArchitectureRules {

    private static final Set<String> READS_THE_WALL_CLOCK = Set.of("now", "currentTimeMillis");

    private ArchitectureRules() {}

    /** Rules for the classes that are shipped. */
    static Map<String, ArchRule> forMain(String root) {
        return new TreeMap<>(Map.of(
                "routing is in YAML", routingIsInYaml(),
                "the sandbox knows nothing of the integration", theSandboxStandsAlone(root),
                "the integration knows no sandbox and no development", theIntegrationStandsAlone(root),
                "dependencies come by the constructor", dependenciesComeByTheConstructor(),
                "times are java.time", timesAreJavaTime(),
                "nothing sleeps", nothingSleeps(),
                "the clock is injected", theClockIsInjected(root),
                "packages are free of cycles", packagesAreFreeOfCycles(root)));
    }

    /** Rules for the tests. */
    static Map<String, ArchRule> forTests() {
        return new TreeMap<>(Map.of(
                "nothing sleeps", nothingSleeps(),
                "nothing is skipped in silence",
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .haveFullyQualifiedName("org.junit.jupiter.api.Disabled")
                                .orShould()
                                .dependOnClassesThat()
                                .haveFullyQualifiedName("org.junit.jupiter.api.Assumptions"),
                "assertions are AssertJ's",
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .haveFullyQualifiedName("org.junit.jupiter.api.Assertions")));
    }

    private static ArchRule routingIsInYaml() {
        return noClasses()
                .should()
                .dependOnClassesThat(
                        describe(
                                "build routes or send by a template",
                                type -> type.getSimpleName()
                                        .matches(
                                                "(Endpoint|Lambda|Lambda\\w+)?RouteBuilder|(Fluent)?ProducerTemplate|ConsumerTemplate")));
    }

    private static ArchRule theSandboxStandsAlone(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".sandbox..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".sandbox.."))));
    }

    /** The package of the entry point itself may name both: it starts one of them by a word on the command line. */
    private static ArchRule theIntegrationStandsAlone(String root) {
        return noClasses()
                .that(isIntegration(root))
                .should()
                .dependOnClassesThat(resideInAnyPackage(root + ".sandbox..", root + ".development.."));
    }

    private static ArchRule dependenciesComeByTheConstructor() {
        String injects = "org.springframework.beans.factory.annotation.";
        return noFields()
                .should()
                .beAnnotatedWith(injects + "Autowired")
                .orShould()
                .beAnnotatedWith(injects + "Value")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject");
    }

    private static ArchRule timesAreJavaTime() {
        return noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are java.util.Date, Calendar or SimpleDateFormat",
                        type -> Set.of("java.util.Date", "java.util.Calendar", "java.text.SimpleDateFormat")
                                .contains(type.getFullName())));
    }

    /** A story told to a person, a benchmark and a proof keep pace with the wall clock; nothing else may. */
    private static ArchRule nothingSleeps() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..development..", "..benchmark..", "..proof..")
                .should()
                .callMethodWhere(describe("sleep", call -> call.getName().equals("sleep")));
    }

    private static ArchRule theClockIsInjected(String root) {
        return noClasses()
                .that(isIntegration(root))
                .should()
                .accessTargetWhere(describe("read the wall clock", ArchitectureRules::readsTheWallClock))
                .because("a test has to be able to set the time; a Clock comes by the constructor");
    }

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        boolean time = access.getTargetOwner().getPackageName().equals("java.time")
                || access.getTargetOwner().isEquivalentTo(System.class);
        boolean noClock = access.getTarget().getFullName().endsWith("()");
        boolean asksAClock = access.getTargetOwner().isEquivalentTo(Clock.class);
        return time && noClock && !asksAClock && READS_THE_WALL_CLOCK.contains(access.getName());
    }

    private static ArchRule packagesAreFreeOfCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private static DescribedPredicate<JavaClass> isIntegration(String root) {
        return describe(
                "belong to the integration",
                type -> type.getPackageName().startsWith(root + ".")
                        && !type.getPackageName()
                                .matches(root.replace(".", "\\.") + "\\.(sandbox|development|benchmark)(\\..*)?"));
    }
}
