package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.file.ResultWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
    private static final ChartOptions SVG =
            new ChartOptions(EnumSet.of(Theme.LIGHT, Theme.DARK), EnumSet.of(Format.SVG), "");

    @Test
    void isWrittenAsTheGoldenFileHasIt(@TempDir Path folder) throws IOException {
        Fixture fixture = new Fixture("r1", false).models(128).rounds(2, "onnxruntime", "1.29.0", "cpu", 279, 111);

        Fixture.draw(List.of(fixture.input("results.jsonl")), folder, SVG);

        for (String chart : List.of("latency", "speedup", "memory", "start", "timeline")) {
            assertThat(Decimals.rounded(Files.readString(folder.resolve(chart + ".provenance.json"))))
                    .isEqualTo(Decimals.rounded(golden(chart + ".provenance.json")));
        }
    }

    @Test
    void theWarningsOfEachTrialAreNamedByTheirCodesAndCounted(@TempDir Path folder) throws IOException {
        Warning contended = new Warning("contended", "others used 80% of the CPU time", "close them");
        Fixture busy = new Fixture("r1", false)
                .warned(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1), 1, 279, contended)
                .measured(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1), 2, 1, 279);

        Fixture.draw(List.of(busy.input("results.jsonl")), folder, SVG);

        assertThat(Files.readString(folder.resolve("latency.provenance.json")))
                .contains("\"warnings\":[{\"code\":\"contended\",\"trials\":1}]")
                .contains("\"warnings\":[\"contended\"]")
                .contains("\"warnings\":[]");
    }

    /** The oracle is the command that the documentation gives to users, done by hand. */
    @Test
    void theHashOfSamplesIsThatOfTheirDecimalsJoinedByCommas() {
        String expected = Digests.hex(Digests.sha256().digest("15,7,123456789012".getBytes(StandardCharsets.US_ASCII)));

        assertThat(Provenance.hash(LongSeries.of(15, 7, 123456789012L))).isEqualTo(expected);
    }

    @Test
    void anInputIsNamedByItsFileAndChecksum(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("results.jsonl");
        write(file);

        ChartInput input = ChartInput.read(file);

        assertThat(input.name()).isEqualTo("results.jsonl");
        assertThat(input.sha256()).isEqualTo(Digests.hex(Digests.sha256().digest(Files.readAllBytes(file))));
        assertThat(input.results().trials()).hasSize(4);
    }

    static void write(Path file) throws IOException {
        Fixture fixture = new Fixture("r1", false).models(128).rounds(2, "onnxruntime", "1.29.0", "cpu", 279, 111);
        ResultWriter.replace(file, fixture.records());
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = ProvenanceTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no golden file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
