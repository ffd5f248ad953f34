package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime sets the processor's mode once in a process, so each value needs one of its own. */
class DenormalsTest {
    /** 6.5e-42: below 1.2e-38, the least number that is not subnormal. */
    private static final int SUBNORMAL_BITS = 0x1234;

    /** Prints the sum of a subnormal number and zero. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws Exception {
            Path folder = Files.createTempDirectory("denormals");
            Path model = SmallModels.add(folder);
            ByteBuffer data = ByteBuffer.allocate(2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            data.putInt(SUBNORMAL_BITS).putInt(SUBNORMAL_BITS).flip();
            ByteBuffer zeros = ByteBuffer.allocate(2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            int bits;
            try (Session session =
                    EmittedModels.RUNNER.open(EmittedModels.request(model, Map.of("denormals", args[0])))) {
                session.bind(List.of(
                        new Tensor("a", ElementType.FLOAT32, List.of(1L, 2L), data),
                        new Tensor("b", ElementType.FLOAT32, List.of(1L, 2L), zeros)));
                session.reset();
                session.invoke();
                bits = session.outputs().get(0).data().getInt();
            } finally {
                Files.delete(model);
                Files.delete(folder);
            }
            System.out.println("sum " + Integer.toHexString(bits));
        }
    }

    private static String sum(String word, Path folder) throws Exception {
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        word)
                .directory(folder.toFile())
                .redirectError(errors.toFile());
        // As in every child of the command: the telemetry of 1.29.0 has ended this one by SIGSEGV.
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed + Files.readString(errors)).isZero();
        return printed.strip();
    }

    @Test
    void subnormalNumbersBecomeZeroWhereTheyAreFlushed(@TempDir Path folder) throws Exception {
        assertThat(sum("keep", folder)).isEqualTo("sum 1234");
        assertThat(sum("runtime-default", folder)).isEqualTo("sum 1234");
        assertThat(sum("flush", folder)).isEqualTo("sum 0");
    }
}
