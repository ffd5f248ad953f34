package dev.squeezebench.android.app.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.android.app.RoundMain;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.WorkloadInputs;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The programs of shell mode in Java's virtual machine, with the desktop's libraries: as on a simulated device. */
@EnabledOnOs(OS.LINUX)
class RoundMainTest {
    private static final long LIMIT_SECONDS = 120;

    private final Path folder;

    RoundMainTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void twoArmsTakeTurnsAndLeaveWhatADesktopTrialLeaves() throws Exception {
        Path round = TinyModel.round(folder.resolve("round"), 2, "1", "xnnpack", "builtin");
        assertThat(run(round)).as(log(round)).isZero();

        List<JsonFields> events = lines(round.resolve("round.jsonl"));
        assertThat(ofKind(events, "started")).singleElement().satisfies(started -> {
            assertThat(started.text("launch")).isEqualTo("shell");
            assertThat(started.integers("cpus").toArray()).containsExactly(0);
        });
        assertThat(ofKind(events, "cycles")).singleElement().satisfies(cycles -> assertThat(cycles.integer("count"))
                .isEqualTo(2));
        assertThat(ofKind(events, "cycle")).hasSize(2);
        assertThat(events.get(events.size() - 1).text("event")).isEqualTo("ended");

        for (String arm : List.of("arm0", "arm1")) {
            List<JsonFields> journal = lines(round.resolve(arm).resolve("journal.jsonl"));
            assertThat(journal.get(journal.size() - 1).text("event")).isEqualTo("done");
            List<JsonFields> turns = ofKind(journal, "samples").stream()
                    .filter(samples -> samples.has("cycle"))
                    .toList();
            assertThat(turns).as("two turns a cycle").hasSize(4);
            assertThat(turns)
                    .allSatisfy(turn -> assertThat(turn.integers("processors").toArray())
                            .hasSameSizeAs(turn.integers("ns").toArray())
                            .containsOnly(0));
            assertThat(ofKind(journal, "samples").stream().map(samples -> samples.text("phase")))
                    .contains("warmup", "measure", "alone");
        }
        assertThat(ofKind(lines(round.resolve("arm0/journal.jsonl")), "session"))
                .singleElement()
                .satisfies(session -> assertThat(session.object("acceleration").text("obtained"))
                        .isEqualTo("xnnpack"));
    }

    @Test
    void outputsAreThoseOfTheReferenceImplementation() throws Exception {
        Path round = TinyModel.round(folder.resolve("round"), 0, "any", "xnnpack");
        assertThat(run(round)).as(log(round)).isZero();
        Path outputs = round.resolve("arm0/outputs.safetensors");
        assertThat(ofKind(lines(round.resolve("arm0/journal.jsonl")), "samples"))
                .anySatisfy(samples -> assertThat(samples.text("phase")).isEqualTo("measure"));

        List<Tensor> expected = new ReferenceEncoder(TinyModel.NETWORK.network(), TinyModel.NETWORK.weights())
                .outputs(
                        new WorkloadInputs(TinyModel.NETWORK.network(), TrainedNetwork.SEED)
                                .tensors(InputShape.full(1, TinyModel.TOKENS)),
                        ProgressListener.Task.NONE);
        List<Tensor> computed = Safetensors.read(outputs);
        assertThat(computed).extracting(Tensor::name).contains("last_hidden_state");
        for (Tensor tensor : computed) {
            FloatBuffer got = tensor.data().asFloatBuffer();
            DoubleBuffer right = expected.stream()
                    .filter(other -> other.name().equals(tensor.name()))
                    .findFirst()
                    .orElseThrow()
                    .data()
                    .asDoubleBuffer();
            for (int i = 0; i < right.limit(); i++) {
                assertThat(got.get(i)).isCloseTo((float) right.get(i), within(1e-4f));
            }
        }
    }

    @Test
    void aRoundWhoseArmFailsIsVoidAndSaysWhich() throws Exception {
        Path round = TinyModel.round(folder.resolve("round"), 2, "any", "xnnpack", "xnnpack");
        Files.writeString(round.resolve("arm1/model.tflite"), "no model at all");
        assertThat(run(round)).isEqualTo(1);
        List<JsonFields> events = lines(round.resolve("round.jsonl"));
        assertThat(events.get(events.size() - 1).text("event")).isEqualTo("void");
        assertThat(events.get(events.size() - 1).text("reason"))
                .isEqualTo("the process of arm 1 ended with exit code 1");
        List<JsonFields> journal = lines(round.resolve("arm1/journal.jsonl"));
        assertThat(ofKind(journal, "failed")).singleElement().satisfies(failed -> assertThat(failed.text("reason"))
                .contains("model.tflite"));
    }

    @Test
    void aCrashBeforeTheFirstTurnDoesNotHangTheRound() throws Exception {
        Path round = TinyModel.round(folder.resolve("round"), 1, "any", "xnnpack", "xnnpack");
        Files.delete(round.resolve("arm0/inputs.safetensors"));
        assertThat(run(round, "if [ -n \"$(echo \"$*\" | grep arm1)\" ]; then kill -SEGV $$; fi"))
                .isEqualTo(1);
        List<JsonFields> events = lines(round.resolve("round.jsonl"));
        assertThat(events.get(events.size() - 1).text("reason"))
                .isEqualTo("the process of arm 1 ended with exit code 139");
    }

    @Test
    void processorsThatThisDeviceLacksAreToldBeforeAnythingStarts() throws Exception {
        Path round = TinyModel.round(folder.resolve("round"), 1, "4000000000", "xnnpack");
        assertThat(run(round)).isEqualTo(1);
        assertThat(lines(round.resolve("round.jsonl")))
                .singleElement()
                .satisfies(event -> assertThat(event.text("reason")).startsWith("--cores 4000000000: it names [38]"));
        assertThat(round.resolve("arm0/journal.jsonl")).doesNotExist();
    }

    /** Runs the round with an {@code app_process} of ours on the path. */
    private int run(Path round, String... first) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = Objects.requireNonNull(System.getProperty("java.class.path"));
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Files.writeString(
                tools.resolve("app_process"),
                "#!/bin/sh\n" + String.join("\n", first)
                        + "\nfor a; do shift; [ \"$a\" = / ] || set -- \"$@\" \"$a\"; done\n"
                        + "exec '" + java + "' -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + classPath
                        + "' \"$@\"\n");
        Files.setPosixFilePermissions(tools.resolve("app_process"), PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(
                List.of(tools.resolve("app_process").toString(), "/", RoundMain.class.getName(), round.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(round.resolve("log.txt").toFile());
        builder.environment().merge("PATH", tools.toString(), (path, own) -> own + ":" + path);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("the round was still running after " + LIMIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    private static String log(Path round) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("log.txt", "round.jsonl", "arm0/arm.log", "arm1/arm.log")) {
            Path file = round.resolve(name);
            text.append(name).append('\n').append(Files.exists(file) ? Files.readString(file) : "none");
        }
        return text.toString();
    }

    private static List<JsonFields> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .map(line -> JsonFields.parse(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<JsonFields> ofKind(List<JsonFields> events, String kind) {
        return events.stream().filter(event -> event.text("event").equals(kind)).toList();
    }
}
