package dev.squeezebench.workloads.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.workloads.Goldens;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where every parameter of the full-size networks goes, and that {@code docs/parameters.md} says so. */
class ParameterMapTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("root.dir"), "docs/parameters.md");

    private static Network network(String name) {
        return Objects.requireNonNull(Networks.builtIn().get(name));
    }

    private static List<OnnxLowering> lowerings(Network network) {
        return Stream.of(
                        new OnnxDenseLowering(),
                        new OnnxConvLowering(),
                        new OnnxBatchedMatMulLowering(),
                        new OnnxSplitLowering())
                .filter(lowering -> lowering.appliesTo(network))
                .toList();
    }

    private static List<WeightTensor> initialisers(Network network, OnnxLowering lowering) {
        return EncoderGraph.of(network, lowering, new Unfused(), FloatFormat.FLOAT32)
                .weights();
    }

    /** The parameter that an initialiser holds, or holds a part of. */
    private static String parameter(WeightTensor initialiser) {
        return initialiser.name().replaceFirst("(\\.group\\d+)?\\.(groups-)?transposed$|\\.group\\d+$", "");
    }

    private static String pattern(String name) {
        return name.replaceFirst("\\.(layers?)\\.\\d+\\.", ".$1.N.").replaceFirst("\\.group\\d+(?=\\.|$)", ".groupG");
    }

    @ParameterizedTest
    @CsvSource({"bert-base-uncased, 199", "squeezebert-uncased, 199"})
    void everyParameterOfTheFullSizeIsInTheFileOnceAndNothingElseIs(String name, int parameters) {
        Network network = network(name);
        Map<String, Long> expected = network.parameters().stream()
                .collect(Collectors.toMap(Parameter::name, Parameter::elements, Long::sum, TreeMap::new));
        assertThat(expected).hasSize(parameters);
        for (OnnxLowering lowering : lowerings(network)) {
            Map<String, Long> found = initialisers(network, lowering).stream()
                    .collect(Collectors.toMap(
                            ParameterMapTest::parameter, WeightTensor::elements, Long::sum, TreeMap::new));
            assertThat(found).as(lowering.name()).isEqualTo(expected);
        }
    }

    /** The goldens' files were written by the original implementation, so their names are its own. */
    @ParameterizedTest
    @CsvSource({"bert-base-uncased, bert-safetensors", "squeezebert-uncased, squeezebert-safetensors"})
    void namesAreThoseOfTheOriginalImplementation(String name, String golden) throws IOException {
        Set<String> originals = Safetensors.read(Goldens.folder(golden).resolve("model.safetensors")).stream()
                .map(Tensor::name)
                .map(ParameterMapTest::pattern)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ours = network(name).parameters().stream()
                .map(Parameter::name)
                .map(ParameterMapTest::pattern)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ours).isEqualTo(originals);
    }

    @ParameterizedTest
    @CsvSource({"bert-base-uncased", "squeezebert-uncased"})
    void theDocumentHasTheMap(String name) throws IOException {
        List<String> written = Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals("## " + name))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<String> rows = rows(network(name));
        assertThat(written).as(String.join("\n", rows)).isEqualTo(rows);
    }

    private static List<String> rows(Network network) {
        Map<String, Set<String>> cells = new TreeMap<>();
        for (OnnxLowering lowering : lowerings(network)) {
            for (WeightTensor initialiser : initialisers(network, lowering)) {
                cells.computeIfAbsent(
                                lowering.name() + ' ' + pattern(parameter(initialiser)), k -> new LinkedHashSet<>())
                        .add('`' + suffix(initialiser) + "` "
                                + initialiser
                                        .dimensions()
                                        .toString()
                                        .replace(",", " x")
                                        .replaceAll("[\\[\\]]", ""));
            }
        }
        Set<String> rows = new LinkedHashSet<>();
        for (Parameter parameter : network.parameters()) {
            List<String> row = new ArrayList<>();
            row.add('`' + pattern(parameter.name()) + '`');
            row.add(parameter.shape().stream().map(String::valueOf).collect(Collectors.joining(" x ")));
            for (OnnxLowering lowering : lowerings(network)) {
                row.add(String.join(
                                ", ", cells.getOrDefault(lowering.name() + ' ' + pattern(parameter.name()), Set.of()))
                        .replaceFirst("^`` .*", "as it is"));
            }
            rows.add("| " + String.join(" | ", row) + " |");
        }
        return List.copyOf(rows);
    }

    private static String suffix(WeightTensor initialiser) {
        String full = pattern(initialiser.name());
        return full.substring(pattern(parameter(initialiser)).length());
    }
}
