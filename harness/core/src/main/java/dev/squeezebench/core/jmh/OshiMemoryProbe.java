package dev.squeezebench.core.jmh;

import dev.squeezebench.measure.loop.MemoryProbe;
import dev.squeezebench.measure.loop.ProcMemoryProbe;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/** Resident set by OSHI where there is no {@code /proc}: the peak is the highest of the values between blocks. */
final class OshiMemoryProbe implements MemoryProbe {
    private static final String SOURCE = "oshi";

    private final OSProcess process = new SystemInfo().getOperatingSystem().getCurrentProcess();
    private OptionalLong highest = OptionalLong.empty();
    private int readings;

    /** The kernel's own counters where it has them, else OSHI. */
    static MemoryProbe orProc() {
        return ProcMemoryProbe.available() ? new ProcMemoryProbe() : new OshiMemoryProbe();
    }

    @Override
    public Value resident() {
        if (!process.updateAttributes()) {
            return new Value(OptionalLong.empty(), SOURCE + " cannot read this process");
        }
        return new Value(OptionalLong.of(process.getResidentMemory()), SOURCE);
    }

    @Override
    public void startPeak() {
        highest = OptionalLong.empty();
        readings = 0;
        betweenBlocks();
    }

    @Override
    public void betweenBlocks() {
        OptionalLong now = resident().bytes();
        if (now.isPresent()) {
            highest = OptionalLong.of(Math.max(highest.orElse(0), now.getAsLong()));
            readings++;
        }
    }

    @Override
    public Value peak() {
        return new Value(highest, SOURCE + ", highest of " + readings + " values between blocks");
    }
}
