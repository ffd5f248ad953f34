package dev.squeezebench.core.environment;

import dev.squeezebench.records.Environment;
import java.time.Instant;
import java.util.List;
import oshi.util.GlobalConfig;

/** Prints how this machine is described when Linux' {@code /proc} is the folder that is named: OSHI reads its path once. */
final class DescribedMachine {
    private DescribedMachine() {}

    public static void main(String... arguments) {
        GlobalConfig.set("oshi.util.proc.path", arguments[0]);
        Environment environment =
                EnvironmentProbe.ofThisMachine(new Redaction(false)).describe("run", Instant.EPOCH, List.of());
        System.out.println("model " + environment.cpu().model() + ", cores "
                + environment.cpu().logicalCores() + ", " + environment.machine());
    }
}
