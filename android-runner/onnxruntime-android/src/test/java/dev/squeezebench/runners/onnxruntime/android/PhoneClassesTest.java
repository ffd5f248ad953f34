package dev.squeezebench.runners.onnxruntime.android;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md for what the app gets with this runner. */
class PhoneClassesTest {
    private static final String ROOT = "dev.squeezebench.";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT + "runners.onnxruntime");

    @Test
    void bothModulesWereLookedAt() {
        for (String type : new String[] {"android.OnnxRuntimeAndroidRunner", "session.ModelOpener"}) {
            assertThat(ALL.contain(ROOT + "runners.onnxruntime." + type))
                    .as(type)
                    .isTrue();
        }
    }

    @Test
    void nothingOfTheDesktopGoesIn() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "android..",
                        "com.sun..",
                        "java.awt..",
                        "java.lang.management..",
                        "java.net.http..",
                        "javax.management..",
                        "jdk..",
                        "sun..",
                        ROOT + "analysis..",
                        ROOT + "core..",
                        ROOT + "runners.onnxruntime.adapter..",
                        ROOT + "runners.onnxruntime.library..",
                        ROOT + "runners.onnxruntime.probe..",
                        ROOT + "runners.onnxruntime.provider..",
                        ROOT + "runners.tflite..",
                        ROOT + "workloads..")
                .because("Android has no such classes, or the phone measures and the host judges")
                .check(ALL);
    }

    @Test
    void noPackagesNeedEachOther() {
        slices().matching(ROOT + "runners.onnxruntime.(**)")
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }
}
