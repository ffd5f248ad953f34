package dev.squeezebench.runners.tflite;

import java.util.Arrays;

/** Probes each acceleration it is given, and says what came of it. */
final class ProbeHere {
    private ProbeHere() {}

    public static void main(String[] accelerations) {
        Arrays.stream(accelerations).map(new TfliteRunner()::probe).forEach(System.out::println);
    }
}
