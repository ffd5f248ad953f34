package dev.squeezebench.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.records.Warning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md and the house rules that a compiler does not check, over every module. */
class ArchitectureTest {
    private static final String ROOT = "dev.squeezebench.";
    private static final String OURS = "dev.squeezebench..";

    /** Each module's folder, and the packages of ours that it may see besides its own. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            entry("results/records", List.of()),
            entry("results/analysis", List.of("records")),
            entry("harness/measure", List.of("records")),
            entry("harness/workloads", List.of("records", "measure")),
            entry("harness/core", List.of("records", "analysis", "measure")),
            entry("charts", List.of("records", "analysis")),
            entry("runners/onnxruntime-session", List.of("records", "measure")),
            entry("runners/onnxruntime", List.of("records", "measure")),
            entry("runners/tflite", List.of("records", "measure")),
            entry("android-runner/simulated-device", List.of("records", "measure")),
            entry("android-runner/lab", List.of("records", "analysis", "measure", "core")),
            entry(
                    "harness/cli",
                    List.of("records", "analysis", "measure", "workloads", "core", "charts", "android.lab")));

    private static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(
                    ARROWS.keySet().stream().map(ArchitectureTest::classFiles).toList());

    @Test
    void everyModuleSeesOnlyWhatItsArrowsAllow() {
        ARROWS.forEach((module, seen) -> {
            JavaClasses classes = ALL.that(areIn(module));
            List<String> allowed = new ArrayList<>(List.of(packages(ownPackage(module))));
            seen.forEach(other -> allowed.add(ROOT + other + ".."));
            String[] allowedPackages = allowed.toArray(String[]::new);
            noClasses()
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(OURS).and(not(resideInAnyPackage(allowedPackages))))
                    .because("docs/architecture.md has no such arrow from " + module)
                    .check(classes);
        });
    }

    @Test
    void everyModuleWasLookedAt() {
        assertThat(ARROWS.keySet())
                .allSatisfy(
                        module -> assertThat(ALL.that(areIn(module))).as(module).isNotEmpty());
    }

    @Test
    void theTimedCallIsMadeByTheMeasuringLoopAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "measure.loop.MeasuringLoop")
                .and()
                // The stand-in for the classes of a phone's AAR: below the session that is timed.
                .resideOutsideOfPackage("org.tensorflow..")
                .should()
                .callMethodWhere(
                        target(owner(Predicates.assignableTo(Session.class))).and(target(name("invoke"))))
                .because("nothing else may read a clock around it")
                .check(ALL);
    }

    @Test
    void noPackagesNeedEachOther() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void theCommandsProcessSeesNoRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "runners..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "org.bytedeco..")
                .because("a runtime lives and dies in a child process")
                .check(ALL);
    }

    @Test
    void onlyMainClassesEndTheProcess() {
        noClasses()
                .that(not(hasMain()))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .because("whoever calls a method expects it to return")
                .check(ALL);
    }

    @Test
    void warningsAreMadeByTheRegistryAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "records..")
                .should()
                .callConstructor(Warning.class, String.class, String.class, String.class)
                .because("a code that is not in WarningCode is in no document")
                .check(ALL);
    }

    @Test
    void nothingIsCalledUtils() {
        classes().should().haveNameNotMatching(".*Utils?").check(ALL);
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> hasMain() {
        return DescribedPredicate.describe("have a main method", type -> type.tryGetMethod("main", String[].class)
                .isPresent());
    }

    private static DescribedPredicate<JavaClass> areIn(String module) {
        String folder = classFiles(module).toUri().toString();
        return DescribedPredicate.describe("are in " + module, type -> type.getSource()
                .filter(source -> source.getUri().toString().startsWith(folder))
                .isPresent());
    }

    private static String ownPackage(String module) {
        return module.replaceFirst("^(harness|results)/", "")
                .replaceFirst("^android-runner/", "android/")
                .replaceFirst("-(device|session)$", "")
                .replace('/', '.');
    }

    private static String packages(String own) {
        return ROOT + own + "..";
    }

    private static Path classFiles(String module) {
        return Stream.of(module.split("/"))
                .reduce(Path.of(System.getProperty("root.dir")), Path::resolve, Path::resolve)
                .resolve("target/classes");
    }
}
