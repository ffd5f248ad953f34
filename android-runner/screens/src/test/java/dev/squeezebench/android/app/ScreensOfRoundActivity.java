package dev.squeezebench.android.app;

import static org.assertj.core.api.Assertions.assertThat;

import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.view.View;
import android.view.ViewGroup;
import android.view.WindowManager;
import android.widget.Button;
import android.widget.TextView;
import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.android.app.round.ArmLauncher;
import dev.squeezebench.android.app.round.LastResults;
import dev.squeezebench.android.app.round.PhoneRound;
import dev.squeezebench.android.app.round.RoundScreen;
import dev.squeezebench.android.app.round.RoundStatus;
import dev.squeezebench.records.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** The activity in a JVM, drawn by Android's own code. Run by {@link RoundActivityTest}. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = 34, qualifiers = "w411dp-h731dp-420dpi")
public final class ScreensOfRoundActivity {
    private static final int WIDTH = 1080;
    private static final int HEIGHT = 1920;
    private static final List<String> ARMS =
            List.of("bert-base-uncased tflite:xnnpack", "squeezebert-uncased tflite:xnnpack");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ActivityController<RoundActivity> controller = Robolectric.buildActivity(RoundActivity.class);

    @Test
    public void withoutARoundItSaysSo() throws IOException {
        RoundActivity activity = controller.setup().get();
        assertThat(texts(activity))
                .contains("Nothing runs. A computer starts rounds: squeezebench devices", "none yet");
        Picture.of(activity).mustBe("idle");
    }

    @Test
    public void aRoundThatRunsShowsArmsCycleProcessorsAndTemperatures() throws IOException {
        RoundActivity activity = controller.setup().get();
        activity.show(running());
        assertThat(texts(activity))
                .contains(
                        "A round runs: leave the phone alone.",
                        String.join("\n", ARMS),
                        "cycle 3 of 12, processors: big",
                        "battery 31.5 °C, thermal status 1");
        Picture.of(activity).mustBe("running");
    }

    @Test
    public void aVoidRoundShowsWhyAndTheResultsOfTheLastOnes() throws IOException {
        RoundActivity first = controller.create().get();
        first.lastResults()
                .add(List.of(
                        new LastResults.Result(ARMS.get(0), OptionalLong.of(1_703_412_345)),
                        new LastResults.Result(ARMS.get(1), OptionalLong.of(396_140_000)),
                        new LastResults.Result("squeezebert-uncased tflite:nnapi", OptionalLong.empty())));
        RoundActivity activity =
                Robolectric.buildActivity(RoundActivity.class).setup().get();
        activity.show(new RoundStatus(
                ARMS,
                "any",
                OptionalInt.of(3),
                OptionalInt.of(12),
                List.of(),
                Optional.of("The round is void: the process of arm 1 ended with exit code 139")));
        assertThat(texts(activity))
                .contains(
                        "The round is void: the process of arm 1 ended with exit code 139",
                        ARMS.get(0) + ": 1703.41 ms\n" + ARMS.get(1) + ": 396.14 ms\n"
                                + "squeezebert-uncased tflite:nnapi: not measured");
        Picture.of(activity).mustBe("void");
    }

    @Test
    @Config(qualifiers = "ar-rEG-w411dp-h731dp-420dpi")
    public void digitsAreThoseOfResultFilesInEveryLanguage() {
        RoundActivity activity = controller.setup().get();
        activity.show(running());
        assertThat(texts(activity)).contains("battery 31.5 °C, thermal status 1");
    }

    @Test
    public void theScreenStaysOn() {
        RoundActivity activity = controller.setup().get();
        assertThat(activity.getWindow().getAttributes().flags & WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON)
                .isNotZero();
    }

    @Test
    public void theButtonEndsTheRound() throws Exception {
        RoundActivity activity = controller.setup().get();
        List<String> killed = new ArrayList<>();
        PhoneRound round = round((arm, request, ended) -> {
            button(activity).performClick();
            return () -> {
                killed.add("arm" + arm);
                ended.ended(false, "a kill");
            };
        });
        activity.follow(round);
        assertThat(round.run()).isFalse();
        assertThat(killed).contains("arm0");
        assertThat(button(activity).isEnabled()).isFalse();
        assertThat(lastEvent()).contains("\"event\":\"void\"", "somebody at the phone stopped it");
    }

    @Test
    public void aRoundDuringWhichTheActivityWasCoveredDoesNotCount() throws Exception {
        RoundActivity activity = controller.setup().get();
        PhoneRound round = round((arm, request, ended) -> {
            controller.pause();
            ended.ended(true, "exit code 0");
            return () -> {};
        });
        activity.follow(round);
        assertThat(round.run()).isTrue();
        assertThat(Files.readString(folder.getRoot().toPath().resolve("round.jsonl")))
                .contains("\"event\":\"invalid\",\"flag\":\"screen_off\"");
    }

    /** A round of one arm that measures by itself, as far as anybody looks. */
    private PhoneRound round(ArmLauncher launcher) throws IOException {
        Path round = folder.getRoot().toPath();
        Path arm = Files.createDirectories(round.resolve("arm0"));
        Files.writeString(
                round.resolve("round.json"),
                "{\"arms\":1,\"seed\":7,\"cycles\":0,\"cores\":\"any\",\"launch\":\"apk\",\"names\":[\"x\"]}");
        Files.writeString(arm.resolve("model.tflite"), "x");
        Files.writeString(arm.resolve("inputs.safetensors"), "x");
        Requests.write(arm);
        return new PhoneRound(round, launcher, Platform.java(), CpuClusters.ofThisMachine(), RoundScreen.NONE);
    }

    private String lastEvent() throws IOException {
        List<String> events = Files.readAllLines(folder.getRoot().toPath().resolve("round.jsonl"));
        return events.get(events.size() - 1);
    }

    private static RoundStatus running() {
        return new RoundStatus(
                ARMS,
                "big",
                OptionalInt.of(3),
                OptionalInt.of(12),
                List.of(
                        new Reading("battery_temperature", 31.5, "celsius", "BatteryManager", "during"),
                        new Reading("thermal_status", 1, "level", "PowerManager", "during")),
                Optional.empty());
    }

    private static Button button(RoundActivity activity) {
        return views(activity).stream()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(RoundActivity activity) {
        List<String> texts = new ArrayList<>();
        for (View view : views(activity)) {
            if (view instanceof TextView text && view.getVisibility() == View.VISIBLE) {
                texts.add(text.getText().toString());
            }
        }
        return texts;
    }

    private static List<View> views(RoundActivity activity) {
        List<View> views = new ArrayList<>();
        collect(activity.getWindow().getDecorView(), views);
        return views;
    }

    private static void collect(View view, List<View> views) {
        views.add(view);
        if (view instanceof ViewGroup group) {
            for (int child = 0; child < group.getChildCount(); child++) {
                collect(group.getChildAt(child), views);
            }
        }
    }

    /** Draws the whole window. */
    static Bitmap draw(RoundActivity activity) {
        View window = activity.getWindow().getDecorView();
        window.measure(
                View.MeasureSpec.makeMeasureSpec(WIDTH, View.MeasureSpec.EXACTLY),
                View.MeasureSpec.makeMeasureSpec(HEIGHT, View.MeasureSpec.EXACTLY));
        window.layout(0, 0, WIDTH, HEIGHT);
        Bitmap bitmap = Bitmap.createBitmap(WIDTH, HEIGHT, Bitmap.Config.ARGB_8888);
        window.draw(new Canvas(bitmap));
        return bitmap;
    }
}
