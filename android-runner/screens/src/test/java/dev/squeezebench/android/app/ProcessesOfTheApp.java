package dev.squeezebench.android.app;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.ComponentName;
import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.os.IBinder;
import android.os.Looper;
import android.os.Process;
import dev.squeezebench.android.app.round.HostedRounds;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.Shadows;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowApplication;
import org.robolectric.shadows.ShadowProcess;
import org.robolectric.util.ReflectionHelpers;

/** The app's services and its instrumentation, which Android starts, in a JVM. Run by {@link RoundActivityTest}. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 34)
public final class ProcessesOfTheApp {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final RoundActivity activity = Robolectric.buildActivity(RoundActivity.class)
            .create()
            .start()
            .resume()
            .get();
    private final ShadowApplication application = Shadows.shadowOf(activity.getApplication());

    /** What Android hands to whoever has bound a service in another process. */
    private static IBinder process(Consumer<IBinder.DeathRecipient> mourner) {
        return (IBinder) Proxy.newProxyInstance(
                IBinder.class.getClassLoader(), new Class<?>[] {IBinder.class}, (self, called, arguments) -> {
                    if (called.getName().equals("linkToDeath")) {
                        mourner.accept((IBinder.DeathRecipient) arguments[0]);
                    }
                    return null;
                });
    }

    private void bound(Class<? extends ArmService> service, IBinder process) {
        application.setComponentNameAndServiceForBindService(new ComponentName(activity, service), process);
    }

    /** Folder with the request of an arm. */
    private Path arm(String runner) throws IOException {
        Path arm = Files.createDirectories(folder.getRoot().toPath().resolve("rounds/001/arm0"));
        Files.writeString(arm.resolve("model.tflite"), "x");
        Safetensors.write(
                arm.resolve("inputs.safetensors"),
                List.of(new Tensor("x", ElementType.FLOAT32, List.of(1L), ByteBuffer.allocate(Float.BYTES))));
        Requests.write(arm, runner);
        Files.writeString(
                arm.resolveSibling("round.json"),
                "{\"arms\":1,\"seed\":7,\"cycles\":0,\"cores\":\"any\",\"launch\":\"apk\",\"names\":[\"x\"]}");
        return arm;
    }

    /** What the service does in its process, to its end. */
    private static void measured(Intent intent) throws InterruptedException {
        IBinder binder =
                Robolectric.buildService(ArmService.Arm0.class).create().get().onBind(intent);
        assertThat(binder).isNotNull();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("trial")) {
                thread.join();
            }
        }
    }

    private static Intent intent(Path arm) {
        return new Intent()
                .putExtra(ArmService.REQUEST, arm.resolve("request.json").toString());
    }

    @Test
    public void anArmIsAServiceOfItsOwnAndItsDeathIsItsEnd() throws Exception {
        List<IBinder.DeathRecipient> mourners = new ArrayList<>();
        bound(ArmService.Arm2.class, process(mourners::add));
        Path request = folder.newFile("started.json").toPath();
        List<String> ends = new ArrayList<>();
        new BoundArms(activity).start(2, request, (clean, how) -> ends.add(clean + ", " + how));
        Shadows.shadowOf(Looper.getMainLooper()).idle();

        Intent intent = application.getNextStartedService();
        assertThat(intent.getComponent().getClassName()).isEqualTo("dev.squeezebench.android.app.ArmService$Arm2");
        assertThat(intent.getStringExtra(ArmService.REQUEST)).isEqualTo(request.toString());
        assertThat(ends).isEmpty();
        mourners.get(0).binderDied();
        mourners.get(0).binderDied();
        assertThat(ends).containsExactly("false, the death of its process: its journal says how far it came");
        assertThat(application.getUnboundServiceConnections()).hasSize(1);
    }

    @Test
    public void anArmThatMeasuredAllHasEndedWell() throws Exception {
        List<IBinder.DeathRecipient> mourners = new ArrayList<>();
        bound(ArmService.Arm0.class, process(mourners::add));
        Path request = folder.newFile("started.json").toPath();
        List<Boolean> ends = new ArrayList<>();
        Files.createFile(request.resolveSibling(ArmService.DONE_FILE));
        new BoundArms(activity).start(0, request, (clean, how) -> ends.add(clean));
        Shadows.shadowOf(Looper.getMainLooper()).idle();
        assertThat(request.resolveSibling(ArmService.DONE_FILE))
                .as("of an earlier try")
                .doesNotExist();
        Files.createFile(request.resolveSibling(ArmService.DONE_FILE));
        mourners.get(0).binderDied();
        assertThat(ends).containsExactly(true);
    }

    @Test
    public void aServiceMeasuresWhatItIsBoundForAndEndsItsProcess() throws Exception {
        Path arm = arm(CountingRunner.NAME);
        measured(intent(arm));

        assertThat(Files.readString(arm.resolve("journal.jsonl")))
                .contains("(Android 14, API 34)", "\"event\":\"samples\"", "\"name\":\"native_heap\"")
                .contains("\"event\":\"done\"");
        assertThat(arm.resolve(ArmService.DONE_FILE)).exists();
        assertThat(ShadowProcess.wasKilled(Process.myPid())).isTrue();
    }

    @Test
    public void aTrialThatFailsEndsItsProcessTooAndSaysWhyInTheJournal() throws Exception {
        Path arm = arm("none");
        measured(intent(arm));

        assertThat(Files.readString(arm.resolve("journal.jsonl"))).contains("\"event\":\"failed\"", "no runner 'none'");
        assertThat(arm.resolve(ArmService.DONE_FILE)).doesNotExist();
        assertThat(ShadowProcess.wasKilled(Process.myPid())).isTrue();
        assertThat(Robolectric.buildService(ArmService.Arm1.class)
                        .create()
                        .get()
                        .onBind(new Intent()))
                .as("nobody of ours")
                .isNull();
    }

    /** What an instrumentation tells whoever started it. */
    private final class Told extends RoundInstrumentation {
        private final List<String> statuses = new ArrayList<>();
        private final List<String> parts = new ArrayList<>();
        private final Bundle results = new Bundle();

        @Override
        RoundActivity open() {
            return activity;
        }

        @Override
        public Context getTargetContext() {
            return activity;
        }

        /** On a phone in a thread of its own; here it is one already. */
        @Override
        public void start() {
            onStart();
        }

        @Override
        public void sendStatus(int code, Bundle status) {
            statuses.add(code + " " + status.getString("test") + (status.getString("stack") == null ? "" : " stack"));
            if (status.getString(HostedRounds.PART) != null) {
                parts.add(status.getString(HostedRounds.PART));
            }
        }

        @Override
        public void finish(int code, Bundle result) {
            results.putInt("code", code);
            results.putAll(result);
        }
    }

    /** Android's main thread goes on meanwhile: it is this one. */
    private Told instrumented(Bundle arguments) throws InterruptedException {
        Told told = new Told();
        Thread instrumentation = new Thread(() -> told.onCreate(arguments), "instrumentation");
        instrumentation.start();
        while (instrumentation.isAlive()) {
            Shadows.shadowOf(Looper.getMainLooper()).idle();
            Thread.onSpinWait();
        }
        instrumentation.join();
        return told;
    }

    /** As soon as it is bound, the arm's process measures, and dies. */
    private void armMeasures() {
        bound(ArmService.Arm0.class, process(mourner -> {
            try {
                measured(application.getNextStartedService());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            mourner.binderDied();
        }));
    }

    @Test
    public void instrumentationRunsARoundByItsServices() throws Exception {
        Path round = Objects.requireNonNull(arm(CountingRunner.NAME).getParent());
        armMeasures();
        Bundle arguments = new Bundle();
        arguments.putString("round", round.toString());
        Told told = instrumented(arguments);

        assertThat(told.results.getString("outcome"))
                .as(told.results.toString())
                .isEqualTo("ended");
        assertThat(told.results.getInt("code")).isEqualTo(-1);
        assertThat(Files.readString(round.resolve("round.jsonl")))
                .contains("\"name\":\"thermal_status\"", "\"event\":\"arm\"", "\"event\":\"ended\"");
        assertThat(Files.readString(round.resolve("arm0/journal.jsonl"))).contains("\"event\":\"done\"");
        assertThat(activity.lastResults().read()).singleElement().satisfies(result -> assertThat(result.medianNs())
                .isPresent());
        assertThat(activity.isFinishing()).isTrue();
    }

    @Test
    public void aRoundWhoseArmDiesIsVoidInTheInstrumentationsResult() throws Exception {
        Path round = Objects.requireNonNull(arm("none").getParent());
        armMeasures();
        Bundle arguments = new Bundle();
        arguments.putString("round", round.toString());

        assertThat(instrumented(arguments).results.getString("outcome")).isEqualTo("void");
        assertThat(Files.readString(round.resolve("round.jsonl")))
                .contains("\"event\":\"void\"", "the process of arm 0 ended with the death of its process");
    }

    /** The app's own file, with entries of these names. */
    private Path apk(String... files) throws IOException {
        Path root = folder.getRoot().toPath();
        Path apk = folder.newFile("a.apk").toPath();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(apk))) {
            for (String file : files) {
                zip.putNextEntry(new ZipEntry(file));
                Path content = root.resolve(file.replace("assets/hosted/", ""));
                if (Files.exists(content)) {
                    Files.copy(content, zip);
                }
                zip.closeEntry();
            }
        }
        return apk;
    }

    private void installed(Path apk) {
        Object loaded = ReflectionHelpers.getField(activity.getBaseContext(), "mPackageInfo");
        ReflectionHelpers.setField(loaded, "mAppDir", apk.toString());
    }

    @Test
    public void instrumentationWithoutARoundSaysWhatToGive() throws Exception {
        installed(apk("classes.dex"));
        Told told = instrumented(new Bundle());
        assertThat(told.results.getString("outcome")).isEqualTo("failed");
        assertThat(told.results.getString("reason")).contains("give its folder by -e round FOLDER");
    }

    @Test
    public void whatTheApkCarriesIsToldAsOneTestWithItsResultsInParts() throws Exception {
        arm(CountingRunner.NAME);
        Path root = folder.getRoot().toPath();
        Files.writeString(root.resolve("plan.jsonl"), "plan\n");
        Files.writeString(root.resolve("hosted.json"), "{\"cool_down_ms\":0}");
        Files.writeString(root.resolve("facts.sh"), "echo ==clock; echo 1790000000\n");
        try (Stream<Path> all = Files.walk(root)) {
            installed(apk(all.filter(Files::isRegularFile)
                    .map(file -> "assets/hosted/" + root.relativize(file))
                    .toArray(String[]::new)));
        }
        armMeasures();
        Told told = instrumented(new Bundle());

        assertThat(told.results.getString("outcome"))
                .as(told.results.toString())
                .isEqualTo("ended");
        assertThat(told.statuses)
                .startsWith("1 packedRounds", "2 packedRounds")
                .endsWith("0 packedRounds")
                .hasSize(2 + told.parts.size());
        assertThat(told.parts).isNotEmpty().first().asString().matches("[0-9a-f]{8}:1/[0-9]+:[A-Za-z0-9+/=]+");
    }
}
