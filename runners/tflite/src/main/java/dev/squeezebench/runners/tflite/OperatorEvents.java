package dev.squeezebench.runners.tflite;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.TelemetryProfiler;
import org.bytedeco.tensorflowlite.TfLiteTelemetryProfilerStruct;
import org.bytedeco.tensorflowlite.TfLiteTelemetryProfilerStruct.ReportBeginOpInvokeEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long;
import org.bytedeco.tensorflowlite.TfLiteTelemetryProfilerStruct.ReportEndOpInvokeEvent_TfLiteTelemetryProfilerStruct_int;
import org.bytedeco.tensorflowlite.TfLiteTelemetryProfilerStruct.ReportOpInvokeEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long_long;
import org.bytedeco.tensorflowlite.TfLiteTelemetryProfilerStruct.ReportSettings_TfLiteTelemetryProfilerStruct_BytePointer_TfLiteTelemetrySettings;
import org.bytedeco.tensorflowlite.TfLiteTelemetryProfilerStruct.ReportTelemetryEvent_TfLiteTelemetryProfilerStruct_BytePointer_long;
import org.bytedeco.tensorflowlite.TfLiteTelemetryProfilerStruct.ReportTelemetryOpEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long_long;
import org.bytedeco.tensorflowlite.TfLiteTelemetrySettings;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * Listens to an interpreter's operators by its telemetry. TensorFlow Lite calls every one of the six functions without asking
 * whether it is there, and keeps raw pointers to all of them: they live as long as this.
 */
final class OperatorEvents {
    private static final long MICRO = 1000;

    private final List<Event> events = new ArrayList<>();
    private final List<Integer> open = new ArrayList<>();

    private final TfLiteTelemetryProfilerStruct functions = new TfLiteTelemetryProfilerStruct();
    private final Begin begin = new Begin();
    private final End end = new End();
    private final Done done = new Done();
    private final OtherEvent otherEvent = new OtherEvent();
    private final OtherOperator otherOperator = new OtherOperator();
    private final OtherSettings otherSettings = new OtherSettings();
    private final TelemetryProfiler profiler;

    OperatorEvents() {
        functions
                .data((Pointer) null)
                .ReportBeginOpInvokeEvent(begin)
                .ReportEndOpInvokeEvent(end)
                .ReportOpInvokeEvent(done)
                .ReportTelemetryEvent(otherEvent)
                .ReportTelemetryOpEvent(otherOperator)
                .ReportSettings(otherSettings);
        profiler = tensorflowlite.MakeTfLiteTelemetryProfiler(functions);
    }

    /**
     * An operator that ran.
     *
     * @param name its operator, as the kernel or the delegate calls it
     * @param index of the node; a delegate counts its own operators
     * @param delegated whether a delegate reported it, in whole microseconds, when all of its operators were done
     * @param within place of the event, in this invocation, that was open while it ran; absent for one of the main graph
     * @param startNs when it began; of an operator of a delegate, when it was reported
     * @param ns how long it took
     */
    record Event(String name, int index, boolean delegated, OptionalInt within, long startNs, long ns) {
        private Event ended(long now) {
            return new Event(name, index, delegated, within, startNs, now - startNs);
        }
    }

    /** Makes an interpreter report. Before its tensors are allocated: later it has no effect but a line for each call. */
    void listenTo(Interpreter interpreter) {
        interpreter.SetProfiler(profiler);
    }

    /** The events since the last call, in the order in which they began; a delegate reports its operators when all are done. */
    List<Event> take() {
        List<Event> taken = Collections.unmodifiableList(new ArrayList<>(events));
        events.clear();
        open.clear();
        return taken;
    }

    private static String text(BytePointer name) {
        return name == null || name.isNull() ? "" : name.getString(StandardCharsets.UTF_8);
    }

    private OptionalInt innermost() {
        return open.isEmpty() ? OptionalInt.empty() : OptionalInt.of(open.get(open.size() - 1));
    }

    private final class Begin extends ReportBeginOpInvokeEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long {
        @Override
        public int call(TfLiteTelemetryProfilerStruct functions, BytePointer name, long index, long subgraph) {
            events.add(new Event(text(name), (int) index, false, innermost(), System.nanoTime(), 0));
            open.add(events.size() - 1);
            return events.size() - 1;
        }
    }

    private final class End extends ReportEndOpInvokeEvent_TfLiteTelemetryProfilerStruct_int {
        @Override
        public void call(TfLiteTelemetryProfilerStruct functions, int handle) {
            long now = System.nanoTime();
            if (handle >= 0 && handle < events.size()) {
                events.set(handle, events.get(handle).ended(now));
                open.remove(Integer.valueOf(handle));
            }
        }
    }

    private final class Done extends ReportOpInvokeEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long_long {
        @Override
        public void call(
                TfLiteTelemetryProfilerStruct functions, BytePointer name, long micros, long index, long subgraph) {
            events.add(new Event(text(name), (int) index, true, innermost(), System.nanoTime(), micros * MICRO));
        }
    }

    private static final class OtherEvent extends ReportTelemetryEvent_TfLiteTelemetryProfilerStruct_BytePointer_long {
        @Override
        public void call(TfLiteTelemetryProfilerStruct functions, BytePointer name, long status) {}
    }

    private static final class OtherOperator
            extends ReportTelemetryOpEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long_long {
        @Override
        public void call(
                TfLiteTelemetryProfilerStruct functions, BytePointer name, long index, long subgraph, long status) {}
    }

    private static final class OtherSettings
            extends ReportSettings_TfLiteTelemetryProfilerStruct_BytePointer_TfLiteTelemetrySettings {
        @Override
        public void call(TfLiteTelemetryProfilerStruct functions, BytePointer name, TfLiteTelemetrySettings settings) {}
    }
}
