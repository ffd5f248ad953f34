package dev.squeezebench.android.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor.Result;
import dev.squeezebench.core.RoundExecutor.Round;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a phone cannot run is refused before anything is pushed. */
class RefusalTest extends SimulatedRounds {
    /** A library with one loadable segment for pages of that size. */
    private void libraryForPagesOf(long bytes) throws IOException {
        library("x86_64", "libjnitensorflowlite.so", bytes);
    }

    private void library(String abi, String name, long bytes) throws IOException {
        ByteBuffer elf = ByteBuffer.allocate(64 + 56).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        elf.putLong(0x20, 64).putShort(0x36, (short) 56).putShort(0x38, (short) 1);
        elf.putInt(64, 1).putLong(64 + 48, bytes);
        Files.write(
                Files.createDirectories(scratch.resolve("android/lib").resolve(abi))
                        .resolve(name),
                elf.array());
    }

    @ParameterizedTest
    @CsvSource({
        "16384, 4096, 35, shell, '', '', false",
        "16384, 4096, 36, shell, '', '', false",
        "16384, 4096, 36, shell, true, '', true",
        "16384, 4096, 35, apk, '', '', false",
        "16384, 4096, 36, apk, '', '', true",
        "16384, 4096, 36, apk, '', true, false",
        "16384, 4096, 37, apk, fatal, '', false",
        "16384, 16384, 36, apk, '', true, true",
        "16384, 65536, 35, shell, '', '', true",
        "4096, 4096, 35, apk, '', '', true"
    })
    void librariesForSmallerPagesThanThePhonesAreRefusedBeforeTheyAreInstalled(
            int page, long alignment, String api, String launch, String linker, String forbidden, boolean runs)
            throws IOException, InterruptedException {
        libraryForPagesOf(alignment);
        phone.pageBytes(page);
        phone.property("ro.build.version.sdk", api);
        phone.property("bionic.linker.16kb.app_compat.enabled", linker);
        phone.property("pm.16kb.app_compat.disabled", forbidden);

        Trial trial = executor().execute(arm("bert-tiny", Map.of("phone.launch", launch)), 1, 1);

        assertThat(trial.counts()).isEqualTo(runs);
        if (runs && alignment < page) {
            assertThat(trial.warnings())
                    .filteredOn(warning -> warning.code().equals("page_compatibility"))
                    .extracting(Warning::message)
                    .containsExactly(
                            "the app ran in Android's compatibility mode for pages of 4096 bytes: the device has"
                                    + " pages of 16384 bytes, libjnitensorflowlite.so is for pages of 4096 at most");
        } else {
            assertThat(trial.warnings()).extracting(Warning::code).doesNotContain("page_compatibility");
        }
        if (!runs) {
            assertThat(trial.outcome()).isInstanceOfSatisfying(TrialOutcome.Unsupported.class, refused -> assertThat(
                            refused.reason())
                    .startsWith("the device has pages of 16384 bytes, libjnitensorflowlite.so is for pages of 4096")
                    .contains("compatibility mode is off"));
            assertNothingWasPushed();
        }
    }

    /** Nobody sees the libraries any more when its results come back from where nobody looked. */
    @ParameterizedTest
    @CsvSource({"16384, 4096, true", "16384, 16384, false", "4096, 4096, false"})
    void aPackageSaysForWhichPagesItsLibrariesAre(int page, long alignment, boolean isMarked)
            throws IOException, InterruptedException {
        libraryForPagesOf(alignment);
        library("x86_64", "libany.so", 65_536);
        library("arm64-v8a", "libjnitensorflowlite.so", 1024);
        phone.pageBytes(page);
        PhoneApp app = new PhoneApp(scratch.resolve("android/squeezebench-shell.jar"));

        Phone.Ran told = phone.run(Refusal.toldByPackage(app) + PhoneFacts.QUESTION);

        assertThat(told.status()).as(told.out()).isZero();
        assertThat(Refusal.compatibilityMode(PhoneFacts.parse(told.out())))
                .isEqualTo(
                        isMarked
                                ? Optional.of("the app ran in Android's compatibility mode for pages of 4096 bytes: the"
                                        + " device has pages of 16384 bytes, libjnitensorflowlite.so is for pages of 4096 at"
                                        + " most")
                                : Optional.empty());
    }

    @Test
    void anAccelerationThatThePhonesAndroidLacksIsRefusedBeforeAnythingIsPushedAndTheOtherArmIsMeasured()
            throws IOException, InterruptedException {
        phone.property("ro.build.version.sdk", "28");
        PhoneExecutor executor = executor();
        Arm works = arm("bert-tiny");
        Arm lacks = arm("squeezebert-tiny", Map.of("phone.launch", "shell"), Map.of("leastApi.xnnpack", "31"));

        TurnCoordinator.Length length = new TurnCoordinator.Length(2, Long.MAX_VALUE, false);
        Result both = executor.execute(new Round("g1", List.of(works, lacks), 1, 1, length, 1));

        assertThat(both.trials().get(1).outcome())
                .isEqualTo(new TrialOutcome.Unsupported("xnnpack needs Android's API level 31, and the device has level"
                        + " 28: choose another target for it"));
        assertThat(both.trials().get(0).outcome())
                .isInstanceOfSatisfying(TrialOutcome.Failed.class, lost -> assertThat(lost.fromOutside())
                        .isTrue());
        assertThat(both.record().voided()).isPresent();
        assertNothingWasPushed();
        assertThat(executor.execute(new Round("g1", List.of(works), 1, 2, length, 1))
                        .trials())
                .allMatch(Trial::counts);
        phone.property("ro.build.version.sdk", "31");
        assertThat(executor.execute(new Round("g1", List.of(works, lacks), 1, 3, length, 1))
                        .trials())
                .allMatch(Trial::counts);
    }

    @Test
    void aPhoneWithAnOlderAndroidThanTheAppNeedsIsNotMeasured() throws IOException, InterruptedException {
        phone.property("ro.build.version.sdk", "25");

        assertThat(round().record().voided()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("its Android has API level 25, and the app needs level 26: measure a device with Android 8"));
        assertNothingWasPushed();
    }

    @Test
    void aFullPhoneIsToldBeforeAnythingIsPushed() throws IOException, InterruptedException {
        phone.room(0);
        Result result = round();
        assertThat(result.record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("devices clean"));
    }
}
