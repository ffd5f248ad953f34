package dev.squeezebench.runners.tflite;

import java.util.Arrays;
import java.util.Map;

/** Probes each acceleration it is given, and says what came of it. */
final class ProbeHere {
    private ProbeHere() {}

    public static void main(String[] accelerations) {
        Arrays.stream(accelerations)
                .map(acceleration -> new TfliteRunner().probe(acceleration, Map.of()))
                .forEach(System.out::println);
    }
}
