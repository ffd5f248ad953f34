package dev.squeezebench.charts;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Draws samples for the eye into the folder {@code -Dcharts.gallery=DIR}, or {@code target/gallery}; run on demand only
 * ({@code -Dtest=Gallery}): by its name it is no test.
 */
class Gallery {
    private static final String RUNNER = "onnxruntime";
    private static final String VERSION = "1.29.0";

    @Test
    void twoScenarios() throws IOException {
        draw("two", new Fixture("r1", false).models(128).rounds(8, RUNNER, VERSION, "cpu", 279, 111));
    }

    @Test
    void fourScenarios() throws IOException {
        draw("four", Fixture.published());
    }

    @Test
    void profiles() throws IOException {
        draw("profiles", Fixture.profiled());
    }

    @Test
    void eightScenariosTwoOfThemWithFewRounds() throws IOException {
        draw(
                "eight",
                Fixture.published()
                        .rounds(3, "tflite", "2.21.0", "builtin", 949, 2160)
                        .rounds(8, RUNNER, VERSION, "webgpu", 41, 22));
    }

    /** Any result files: {@code -Dcharts.inputs=A.jsonl,B.jsonl}. */
    @Test
    void savedResults() throws IOException {
        String files = System.getProperty("charts.inputs", "");
        assumeThat(files).isNotEmpty();
        List<ChartInput> inputs = new ArrayList<>();
        for (String file : files.split(",", -1)) {
            inputs.add(ChartInput.read(Path.of(file)));
        }
        Fixture.draw(inputs, folder("saved"), ChartOptions.web());
    }

    @Test
    void oneScenario() throws IOException {
        Fixture one = new Fixture("r1", false);
        for (int round = 1; round <= 3; round++) {
            one.measured(Fixture.scenario(Fixture.BERT, "dense", RUNNER, VERSION, "cpu", 1), round, 1, 279);
        }
        draw("one", one);
    }

    @Test
    void aBusyMachineAndAQuickRun() throws IOException {
        Fixture busy = new Fixture("r1", true);
        Warning contended = new Warning("contended", "other processes used 80% of the CPU time", "close them");
        for (int round = 1; round <= 2; round++) {
            busy.warned(Fixture.scenario(Fixture.BERT, "dense", RUNNER, VERSION, "cpu", 1), round, 279, contended);
            busy.warned(Fixture.scenario(Fixture.SQUEEZE, "split", RUNNER, VERSION, "cpu", 1), round, 100, contended);
            busy.warned(Fixture.scenario(Fixture.SQUEEZE, "conv", RUNNER, VERSION, "cpu", 1), round, 111, contended);
        }
        draw("busy", busy);
    }

    @Test
    void threads() throws IOException {
        Fixture threads = new Fixture("r1", false);
        for (int count : new int[] {1, 2, 4, 8}) {
            for (int round = 1; round <= 6; round++) {
                double scale = .2 + .8 / count;
                threads.measured(
                                Fixture.scenario(Fixture.BERT, "dense", RUNNER, VERSION, "cpu", count),
                                round,
                                1,
                                279 * scale)
                        .measured(
                                Fixture.scenario(Fixture.SQUEEZE, "conv", RUNNER, VERSION, "cpu", count),
                                round,
                                2,
                                111 * scale)
                        .measured(
                                Fixture.scenario(Fixture.BERT, "dense", "tflite", "2.21.0", "xnnpack", count),
                                round,
                                3,
                                229 * scale)
                        .measured(
                                Fixture.scenario(Fixture.SQUEEZE, "conv", "tflite", "2.21.0", "xnnpack", count),
                                round,
                                4,
                                82 * scale);
            }
        }
        draw("threads", threads);
    }

    @Test
    void batches() throws IOException {
        draw("batches", swept());
    }

    static Fixture swept() {
        Warning software = WarningCode.SOFTWARE_ADAPTER.warning("the processor plays the GPU", "use a GPU");
        Fixture swept = new Fixture("r1", false);
        for (String workload : List.of(Fixture.BERT, Fixture.SQUEEZE)) {
            double scale = workload.equals(Fixture.BERT) ? 1 : .4;
            swept.batches(workload, "cpu", 6, 4 * scale, 110 * scale)
                    .batches(workload, "cuda", 6, 320 * scale, 9 * scale)
                    .batches(workload, "webgpu", 6, 700 * scale, 900 * scale, software);
        }
        return swept;
    }

    @Test
    void hostileNamesOfAQuickRun() throws IOException {
        String hostile = "<script>alert(1)</script>\n\u001b[31mred\u202e " + "very-long-name-".repeat(20);
        Fixture names = new Fixture("r1", true);
        for (int round = 1; round <= 8; round++) {
            names.measured(Fixture.scenario(Fixture.BERT, "dense", RUNNER, VERSION, "cpu", 1), round, 1, 279);
            names.measured(Fixture.scenario(hostile, "conv", RUNNER, VERSION, "cpu", 1), round, 2, 111);
            names.measured(Fixture.scenario("\u4e2d\u6587", "conv", RUNNER, VERSION, "cpu", 1), round, 3, 150);
        }
        draw("names", names);
    }

    @Test
    void fortyScenarios() throws IOException {
        Fixture many = new Fixture("r1", false);
        for (int threads = 1; threads <= 20; threads++) {
            for (int round = 1; round <= 6; round++) {
                double scale = 1.0 / threads;
                many.measured(
                        Fixture.scenario(Fixture.BERT, "dense", RUNNER, VERSION, "cpu", threads),
                        round,
                        1,
                        279 * scale);
                many.measured(
                        Fixture.scenario(Fixture.SQUEEZE, "conv", RUNNER, VERSION, "cpu", threads),
                        round,
                        2,
                        111 * scale);
            }
        }
        draw("forty", many);
    }

    private static void draw(String name, Fixture fixture) throws IOException {
        Fixture.draw(List.of(fixture.input("results.jsonl")), folder(name), ChartOptions.web());
    }

    private static Path folder(String name) {
        return Path.of(System.getProperty("charts.gallery", "target/gallery")).resolve(name);
    }
}
