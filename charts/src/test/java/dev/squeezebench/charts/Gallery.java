package dev.squeezebench.charts;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Draws samples for the eye: {@code java ... Gallery DIR}. */
final class Gallery {
    private Gallery() {}

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args[0]);
        draw(
                out.resolve("two"),
                new Fixture("r1", false).models(128).rounds(8, "onnxruntime", "1.29.0", "cpu", 279, 111));
        draw(out.resolve("four"), Fixture.published());
        draw(
                out.resolve("eight"),
                Fixture.published()
                        .rounds(3, "tflite", "2.21.0", "builtin", 949, 2160)
                        .rounds(8, "onnxruntime", "1.29.0", "webgpu", 41, 22));
        String hostile = "<script>alert(1)</script>\n\u001b[31mred\u202e " + "very-long-name-".repeat(20);
        Fixture names = new Fixture("r1", true);
        for (int i = 1; i <= 8; i++) {
            names.measured(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1), i, 1, 279);
            names.measured(Fixture.scenario(hostile, "conv", "onnxruntime", "1.29.0", "cpu", 1), i, 2, 111);
            names.measured(
                    Fixture.scenario("\u4e2d\u6587-model", "conv", "onnxruntime", "1.29.0", "cpu", 1), i, 3, 150);
        }
        draw(out.resolve("names"), names);
        Fixture many = new Fixture("r1", false);
        for (int t = 1; t <= 20; t++) {
            for (int i = 1; i <= 6; i++) {
                many.measured(
                        Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", t), i, 1, 279.0 / t);
                many.measured(
                        Fixture.scenario(Fixture.SQUEEZE, "conv", "onnxruntime", "1.29.0", "cpu", t), i, 2, 111.0 / t);
            }
        }
        draw(out.resolve("forty"), many);
    }

    private static void draw(Path folder, Fixture fixture) throws Exception {
        long start = System.nanoTime();
        DrawnCharts drawn =
                ChartBook.draw(List.of(fixture.input("results.jsonl")), folder, ChartOptions.all(Optional.empty()));
        System.out.println(folder + " " + drawn.files().size() + " files " + drawn.notDrawn() + " "
                + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}
