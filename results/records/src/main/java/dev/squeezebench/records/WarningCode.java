package dev.squeezebench.records;

import dev.squeezebench.records.text.Words;
import java.util.EnumSet;
import java.util.Set;

/**
 * Every warning that the program gives: its stable word, what it means and what to do. Who warns takes the code from here
 * and says what was seen. The table in {@code docs/result-schema.md} is this list.
 */
public enum WarningCode {
    // Of the machine.
    CONTENDED("other programs or the hypervisor took CPU time", "close other programs and measure again"),
    THROTTLED("the processor slowed itself down because of heat", "let it cool down, then measure again"),
    FREQUENCY_CAPPED("the highest allowed clock is below what the processor can do", "raise the limit"),
    POWERSAVE("the frequency governor is `powersave`", "set the governor `performance`"),
    ON_BATTERY("the machine ran on its battery", "connect it to mains and measure again"),
    MEMORY_PRESSURE("tasks waited for memory", "close other programs, or measure on a machine with more memory"),
    CPU_QUOTA(
            "the container may use less CPU time than its threads need",
            "raise the container's CPU quota, or use fewer threads"),
    OVERSUBSCRIBED("there were more threads than processors", "use at most as many threads as there are processors"),
    UNPINNED("the process was not pinned to the processors asked for", "choose processors that the process may use"),
    // Of a phone.
    HOT("the phone was too warm", "let it cool down, then measure again"),
    LOW_MEMORY("little of the phone's memory was free", "close apps or restart it, then measure again"),
    CHARGING_CHANGED("the phone was plugged in or unplugged meanwhile", "leave it plugged in and measure again"),
    NOT_CONTROLLED(
            "a hosted lab ran it: what state the device was in, nobody here chose or saw",
            "measure on a phone of your own where the difference matters"),
    SCREEN_OFF("the phone's screen went off", "keep it awake by `squeezebench devices prepare`, then measure again"),
    CORE_CHANGED(
            "samples ran on processors outside of the chosen cluster",
            "close apps, and measure again with `--cores`, which the phone may refuse"),
    CPUSET_DIFFERS(
            "Android had the processes of a round in different groups of processors",
            "keep the app in the foreground, and measure again"),
    PAGE_COMPATIBILITY(
            "Android ran the app in its compatibility mode, since libraries are for smaller pages of memory than the phone's",
            "measure a runtime whose libraries are for its pages: a newer one by `--runtime`, or runner `tflite`"),
    // Of a GPU.
    GPU_CONTENDED("other processes used the GPU", "stop them and measure again"),
    GPU_THROTTLED(
            "the GPU held its clocks down because of heat or its power supply", "let it cool down, then measure again"),
    GPU_POWER_CAPPED("the GPU held its clocks down to stay within its power limit", "name the limit beside the number"),
    GPU_CLOCKS_LOW("the busy GPU ran well below its highest clock", "lock the clocks, or name the clock"),
    GPU_CLOCKS_UNSTEADY("the GPU's clock moved while the trial measured", "lock the clocks, or measure for longer"),
    GPU_PERSISTENCE_OFF("the driver may unload between trials, which lengthens each load", "turn persistence on"),
    // Of where it was computed.
    SOFTWARE_ADAPTER("a software adapter computed, not a GPU", "do not quote it as a GPU result"),
    ADAPTER_UNKNOWN("which device computed could not be determined", "leave one device visible"),
    PLACEMENT_UNKNOWN("where the graph's nodes ran is unknown", "see the log"),
    NODES_FELL_BACK("some nodes did not run on the acceleration asked for", "see `acceleration.fallbacks`"),
    NODES_ON_COMPANION("some nodes ran on another provider of the same device", "see `acceleration.placement`"),
    PARTIAL(
            "less than 95% of the graph's arithmetic ran on the acceleration asked for, or it is unknown how much",
            "never label the number with the accelerator's name alone"),
    NOT_ACCELERATED("the acceleration asked for took no node of the graph", "choose another model or acceleration"),
    // Of the samples.
    NOT_STEADY("latency had not become steady when the warm-up ended", "close other programs and measure again"),
    UNSTEADY(
            "many samples of a trial were much slower than the scenario usually is",
            "close other programs and measure again"),
    SLOW_PROCESS(
            "even the fastest samples of a trial were slower than the scenario usually is",
            "measure more rounds: a process can be slow as a whole"),
    DRIFT("samples became faster or slower within a trial", "let the machine cool down, or warm up for longer"),
    BIMODAL("samples fell into two groups", "look at the samples, close other programs"),
    SPINNING("the runtime's threads wait actively and took CPU time beyond their work", "compare with spinning off"),
    THREADS_UNUSED(
            "the processor time is that of fewer threads than were asked for",
            "measure with as many threads as the runtime uses"),
    MEMORY_UNKNOWN("a memory figure could not be read", "measure on Linux to get all of them"),
    // Of the outputs.
    OUTPUTS_UNCHECKED(
            "outputs were not compared with anything",
            "say what must come out by `--expect`, or measure a second target to compare with"),
    OUTPUTS_TOO_SMALL(
            "outputs are so small that the allowed difference proves nothing", "check them with larger inputs"),
    OUTPUTS_DIFFER(
            "outputs are wrong, and `--allow-output-change` lets the trial count",
            "do not quote the speed without saying so"),
    OUTPUTS_NAN("outputs are NaN at some places", "check the model and its inputs"),
    // Of the run.
    FEW_ROUNDS("too few rounds for an interval", "measure more rounds"),
    ROUND_VOID("a process of the round was lost, or the round was not finished", "nothing: the round was repeated"),
    INJECTED("the process slowed itself on purpose", "nothing: `gate --self-test` proves itself by it"),
    PRELIMINARY(
            "a try before the first round of a gate, which shows that an arm works", "nothing: it is no measurement"),
    TWO_MODES(
            "rounds fall into two groups, so that none of their ratios is typical",
            "look at the trials of each group; measure more rounds"),
    RESUMED("a round was interrupted and finished later", "measure again where the difference matters"),
    RUNS_DISAGREE(
            "runs that are pooled differ by more than their intervals", "look at each run by itself, or measure again"),
    NOT_INTERLEAVED("scenarios were measured one after the other, not in turns", "measure with `--interleave on`"),
    SEQUENCE_LENGTH_SHORTENED("the model has fewer positions than the usual length", "see the message"),
    OPERATORS_UNMAPPED(
            "operators of a profile belong to no node of the model that could be found",
            "see the lines `(unmapped)`: their time is given to no layer"),
    TIMES_OF_ENQUEUEING(
            "a profile's times are of handing operators to a device, not of what it computes",
            "profile with the tool of the device's vendor"),
    // Of reading saved results.
    TORN_TAIL("a file ends within a line", "continue the run with `--resume`"),
    UNKNOWN_RECORD("a file has records of an unknown kind", "use a newer squeezebench"),
    DUPLICATE_TRIAL("one trial was recorded twice; the later record is ignored", "do not resume one folder twice"),
    SCENARIO_MISMATCH("a trial's `scenario` id contradicts its parts; the parts count", "do not edit result files"),
    NO_BASELINE("the workload that speed-ups are relative to was not measured", "name another by `--relative-to`");

    /** What a reader should know, though the numbers are right as they are. */
    private static final Set<WarningCode> NOTES = EnumSet.of(
            BIMODAL,
            DRIFT,
            FEW_ROUNDS,
            GPU_PERSISTENCE_OFF,
            GPU_POWER_CAPPED,
            MEMORY_UNKNOWN,
            NODES_ON_COMPANION,
            OPERATORS_UNMAPPED,
            RESUMED,
            SEQUENCE_LENGTH_SHORTENED,
            SPINNING,
            THREADS_UNUSED);

    private final String meaning;
    private final String remedy;

    WarningCode(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** Word in files, such as {@code contended}. */
    public String word() {
        return Words.of(this);
    }

    /** What it means, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** What to do, where the message has nothing more exact. */
    public String remedy() {
        return remedy;
    }

    /** A warning with this code and its usual remedy. */
    public Warning warning(String message) {
        return warning(message, remedy);
    }

    /** A warning with this code and a remedy for this case. */
    public Warning warning(String message, String ownRemedy) {
        return new Warning(word(), message, ownRemedy);
    }

    /**
     * Whether a warning calls numbers into question, so that no chart of them may be without it; one that this version does
     * not know does.
     */
    public static boolean questionsNumbers(String code) {
        return NOTES.stream().noneMatch(note -> note.word().equals(code));
    }

    /** Whether a warning has this code. */
    public boolean is(Warning warning) {
        return warning.code().equals(word());
    }
}
