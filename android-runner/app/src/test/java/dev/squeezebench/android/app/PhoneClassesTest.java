package dev.squeezebench.android.app;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.squeezebench.measure.runner.Session;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md for what goes into a phone. */
class PhoneClassesTest {
    private static final String ROOT = "dev.squeezebench.";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT + "android.app", ROOT + "records", ROOT + "measure", ROOT + "runners.tflite");

    @Test
    void allFourModulesWereLookedAt() {
        for (String type : new String[] {
            "android.app.ArmMain", "records.Trial", "measure.loop.MeasuringLoop", "runners.tflite.TfliteRunner"
        }) {
            assertThat(ALL.contain(ROOT + type)).as(type).isTrue();
        }
    }

    @Test
    void nothingOfTheDesktopGoesIn() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.awt..",
                        "java.lang.management..",
                        "java.net.http..",
                        "java.rmi..",
                        "javax.management..",
                        "javax.swing..",
                        "jdk..",
                        "sun..",
                        "com.sun..",
                        "oshi..",
                        "org.openjdk.jmh..",
                        "ai.onnxruntime..",
                        ROOT + "analysis..",
                        ROOT + "charts..",
                        ROOT + "cli..",
                        ROOT + "core..",
                        ROOT + "workloads..")
                .because("Android has no such classes, or the phone measures and the host judges")
                .check(ALL);
    }

    @Test
    void onlyEntryPointsSeeAndroid() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "android.app")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("android..")
                .because("everything else runs on a simulated device too")
                .check(ALL);
    }

    @Test
    void theTimedCallIsMadeByTheMeasuringLoopAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "measure.loop.MeasuringLoop")
                .should()
                .callMethodWhere(target(owner(JavaClass.Predicates.assignableTo(Session.class)))
                        .and(target(name("invoke"))))
                .because("nothing else may read a clock around it")
                .check(ALL);
    }

    @Test
    void noPackagesNeedEachOther() {
        slices().matching(ROOT + "android.(**)").should().beFreeOfCycles().check(ALL);
    }
}
