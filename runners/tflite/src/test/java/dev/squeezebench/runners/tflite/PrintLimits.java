package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import org.bytedeco.javacpp.Pointer;

/** Says how much memory JavaCPP lets a process have once the runner is initialised; 0 is no limit. */
final class PrintLimits {
    private PrintLimits() {}

    public static void main(String[] none) throws RunnerException {
        new TfliteRunner().initialize();
        System.out.println(Pointer.maxBytes() + " " + Pointer.maxPhysicalBytes());
    }
}
