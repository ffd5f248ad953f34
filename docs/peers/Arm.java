import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * One of our runners as an arm of peers.py: opens a model, then invokes it once for each line of standard input and answers
 * with the nanoseconds. Run from source, with a benchmark jar on the class path: {@code java -cp benchmarks-tflite.jar
 * Arm.java ACCELERATION MODEL TOKENS}.
 */
final class Arm {
    private static final int VOCABULARY = 30522;

    private Arm() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        int tokens = Integer.parseInt(arguments[2]);
        Runner runner = ServiceLoader.load(Runner.class).findFirst().orElseThrow();
        runner.initialize();
        List<Tensor> inputs = inputs(tokens, runner.modelFormat().equals("tflite"));
        SessionRequest request =
                new SessionRequest(Path.of(arguments[1]), arguments[0], 1, Map.of(), Map.of()).with(inputs);
        try (Session session = runner.open(request);
                BufferedReader turns = new BufferedReader(new InputStreamReader(System.in))) {
            session.bind(inputs);
            answers.println("ready");
            answers.flush();
            while (turns.readLine() != null) {
                session.reset();
                long start = System.nanoTime();
                session.invoke();
                answers.println(System.nanoTime() - start);
                answers.flush();
            }
        }
    }

    private static List<Tensor> inputs(int tokens, boolean narrow) {
        long[] ids = new Random(42).longs(tokens, 1000, VOCABULARY).toArray();
        long[] ones = new long[tokens];
        java.util.Arrays.fill(ones, 1);
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(tensor("input_ids", ids, narrow));
        inputs.add(tensor("attention_mask", ones, narrow));
        inputs.add(tensor("token_type_ids", new long[tokens], narrow));
        return inputs;
    }

    private static Tensor tensor(String name, long[] values, boolean narrow) {
        int width = narrow ? Integer.BYTES : Long.BYTES;
        ByteBuffer data = ByteBuffer.allocateDirect(values.length * width).order(ByteOrder.nativeOrder());
        for (long value : values) {
            if (narrow) {
                data.putInt((int) value);
            } else {
                data.putLong(value);
            }
        }
        data.flip();
        return new Tensor(name, narrow ? ElementType.INT32 : ElementType.INT64, List.of(1L, (long) values.length), data);
    }
}
