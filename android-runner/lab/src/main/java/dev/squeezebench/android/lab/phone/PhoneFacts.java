package dev.squeezebench.android.lab.phone;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.ShellCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a phone is and how it is, as its own programs tell. What one does not tell is absent.
 *
 * @param properties of the system, by name
 * @param processors in the order of their numbers
 * @param pageBytes size of a page of memory
 * @param memory main memory
 * @param freeBytes space for files
 * @param battery its battery
 * @param thermalStatus from 0 (none) to 6 (shutdown)
 * @param lowPower whether the battery saver is on
 * @param awake whether the screen is on
 * @param clock what it takes for the time
 */
public record PhoneFacts(
        Map<String, String> properties,
        List<Processor> processors,
        OptionalInt pageBytes,
        Memory memory,
        OptionalLong freeBytes,
        Battery battery,
        OptionalInt thermalStatus,
        Optional<Boolean> lowPower,
        Optional<Boolean> awake,
        Optional<Instant> clock) {

    public PhoneFacts {
        properties = Map.copyOf(properties);
        processors = List.copyOf(processors);
    }

    /**
     * One processor.
     *
     * @param number its number in Linux
     * @param capacity relative to the quickest one's 1024
     * @param maxKhz its highest clock
     */
    public record Processor(int number, OptionalInt capacity, OptionalLong maxKhz) {}

    /**
     * Processors of one kind.
     *
     * @param processors their numbers
     * @param capacity of each; absent where the kernel does not say
     * @param maxKhz highest clock of each
     */
    public record Cluster(List<Integer> processors, OptionalInt capacity, OptionalLong maxKhz) {
        public Cluster {
            processors = List.copyOf(processors);
        }
    }

    /**
     * Main memory.
     *
     * @param totalBytes all
     * @param availableBytes for new processes
     */
    public record Memory(OptionalLong totalBytes, OptionalLong availableBytes) {}

    /**
     * The battery.
     *
     * @param ratio charge, 0 to 1
     * @param celsius temperature
     * @param powered whether anything charges it
     */
    public record Battery(OptionalDouble ratio, OptionalDouble celsius, Optional<Boolean> powered) {}

    /** Asks for the space alone. */
    public static final String SPACE = "echo ==space; df -k \"${SIMULATED_ROOT-}/data/local/tmp\"\n";

    /**
     * All that is asked, in one script: a round trip costs more than what it asks. The variable is a simulated device's, and
     * absent on a phone.
     */
    public static final String QUESTION = """
            exec 2>/dev/null
            echo ==properties; getprop
            echo ==battery; dumpsys battery
            echo ==thermal; dumpsys thermalservice
            echo ==power; dumpsys power | grep mWakefulness=
            echo ==low_power; settings get global low_power
            echo ==page; getconf PAGESIZE
            echo ==memory; cat "${SIMULATED_ROOT-}/proc/meminfo"
            echo ==clock; date +%s
            echo ==processors; for cpu in "${SIMULATED_ROOT-}"/sys/devices/system/cpu/cpu[0-9]*; do
            capacity=; read -r capacity <"$cpu/cpu_capacity"
            khz=; read -r khz <"$cpu/cpufreq/cpuinfo_max_freq"
            echo "${cpu##*/cpu} ${capacity:--} ${khz:--}"; done
            """ + SPACE + "exit 0\n";

    private static final ShellCommand ASK = ShellCommand.script(QUESTION);

    private static final Pattern PROPERTY = Pattern.compile("\\[([^\\]]+)\\]: \\[(.*)\\]");
    private static final Pattern FIELD = Pattern.compile("\\s*([A-Za-z][A-Za-z ]*?)\\s*:\\s*(\\S+).*");
    private static final int MOST_THERMAL = 6;
    private static final Pattern THERMAL = Pattern.compile("Thermal Status: (\\p{Nd}{1,9})");

    /** In the digits of the phone's language, which Java reads as well as ours. */
    private static final Pattern NUMBER = Pattern.compile("-?\\p{Nd}{1,18}");

    /** Asks a phone. */
    public static PhoneFacts of(AdbDevice device) throws AdbException {
        return parse(device.output("tell its state", ASK));
    }

    /** Reads what a phone answered; what is not there is absent. */
    public static PhoneFacts parse(String answer) {
        Map<String, List<String>> parts = new HashMap<>();
        List<String> part = new ArrayList<>();
        for (String line : answer.split("\\R", -1)) {
            if (line.startsWith("==")) {
                part = parts.computeIfAbsent(line.substring(2).strip(), name -> new ArrayList<>());
            } else if (!line.isBlank()) {
                part.add(line);
            }
        }
        Function<String, List<String>> of = name -> parts.getOrDefault(name, List.of());
        Map<String, String> memory = fields(of.apply("memory"));
        return new PhoneFacts(
                properties(of.apply("properties")),
                processors(of.apply("processors")),
                integer(first(of.apply("page"))),
                new Memory(kilobytes(memory.get("MemTotal")), kilobytes(memory.get("MemAvailable"))),
                space(of.apply("space")),
                battery(fields(of.apply("battery"))),
                thermal(of.apply("thermal")),
                first(of.apply("low_power"))
                        .map(word -> integer(Optional.of(word)).equals(OptionalInt.of(1))),
                first(of.apply("power")).map(line -> line.contains("mWakefulness=Awake")),
                first(of.apply("clock"))
                        .filter(text -> NUMBER.matcher(text).matches())
                        .map(Long::parseLong)
                        .map(Instant::ofEpochSecond));
    }

    private static Optional<String> first(List<String> lines) {
        return lines.stream().map(String::strip).findFirst();
    }

    private static Map<String, String> properties(List<String> lines) {
        Map<String, String> properties = new TreeMap<>();
        for (String line : lines) {
            Matcher property = PROPERTY.matcher(line);
            if (property.matches() && !property.group(2).isBlank()) {
                properties.put(property.group(1), property.group(2));
            }
        }
        return properties;
    }

    private static Map<String, String> fields(List<String> lines) {
        Map<String, String> fields = new HashMap<>();
        for (String line : lines) {
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                fields.putIfAbsent(field.group(1), field.group(2));
            }
        }
        return fields;
    }

    private static OptionalLong longInteger(Optional<String> text) {
        return text.filter(word -> NUMBER.matcher(word).matches())
                .map(word -> OptionalLong.of(Long.parseLong(word)))
                .orElseGet(OptionalLong::empty);
    }

    private static OptionalInt integer(Optional<String> text) {
        OptionalLong number = longInteger(text);
        return number.isPresent() && number.getAsLong() == (int) number.getAsLong()
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    private static OptionalLong kilobytes(@org.jspecify.annotations.Nullable String word) {
        OptionalLong kilobytes = longInteger(Optional.ofNullable(word));
        return kilobytes.isPresent() ? OptionalLong.of(kilobytes.getAsLong() << 10) : kilobytes;
    }

    /** The line of the file system: its name may be so long that the numbers are in a line of their own. */
    private static OptionalLong space(List<String> lines) {
        if (lines.isEmpty()) {
            return OptionalLong.empty();
        }
        String[] words = lines.get(lines.size() - 1).strip().split("\\s+", -1);
        return words.length < 5 ? OptionalLong.empty() : kilobytes(words[words.length - 3]);
    }

    private static Battery battery(Map<String, String> fields) {
        OptionalLong level = longInteger(Optional.ofNullable(fields.get("level")));
        OptionalLong scale = longInteger(Optional.ofNullable(fields.get("scale")));
        OptionalLong tenths = longInteger(Optional.ofNullable(fields.get("temperature")));
        List<String> sources = fields.entrySet().stream()
                .filter(field -> field.getKey().endsWith(" powered"))
                .map(Map.Entry::getValue)
                .toList();
        return new Battery(
                level.isPresent() && scale.isPresent() && scale.getAsLong() > 0
                        ? OptionalDouble.of((double) level.getAsLong() / scale.getAsLong())
                        : OptionalDouble.empty(),
                tenths.isPresent() ? OptionalDouble.of(tenths.getAsLong() / 10.0) : OptionalDouble.empty(),
                sources.isEmpty() ? Optional.empty() : Optional.of(sources.contains("true")));
    }

    private static OptionalInt thermal(List<String> lines) {
        Matcher status = THERMAL.matcher(String.join("\n", lines));
        return status.find() && Integer.parseInt(status.group(1)) <= MOST_THERMAL
                ? OptionalInt.of(Integer.parseInt(status.group(1)))
                : OptionalInt.empty();
    }

    private static List<Processor> processors(List<String> lines) {
        List<Processor> processors = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.strip().split(" +", -1);
            OptionalInt number = integer(Optional.of(words[0]));
            if (words.length == 3 && number.isPresent()) {
                processors.add(new Processor(
                        number.getAsInt(), integer(Optional.of(words[1])), longInteger(Optional.of(words[2]))));
            }
        }
        processors.sort(java.util.Comparator.comparingInt(Processor::number));
        return processors;
    }

    private Optional<String> property(String... names) {
        for (String name : names) {
            String value = properties.get(name);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** Its own serial number, which stays the same whatever cable or network it comes by. */
    public Optional<String> serial() {
        return property("ro.serialno", "ro.boot.serialno");
    }

    /** Who made it. */
    public Optional<String> manufacturer() {
        return property("ro.product.manufacturer");
    }

    /** Such as {@code Pixel 3}. */
    public Optional<String> model() {
        return property("ro.product.model");
    }

    /** Its system on a chip, such as {@code Google Tensor}; older ones tell the board's name alone. */
    public Optional<String> soc() {
        return property("ro.soc.model")
                .map(model -> property("ro.soc.manufacturer")
                        .map(maker -> maker + ' ' + model)
                        .orElse(model))
                .or(() -> property("ro.board.platform", "ro.hardware"));
    }

    /** Version of Android, such as {@code 14}. */
    public Optional<String> android() {
        return property("ro.build.version.release");
    }

    /** Level of the API, such as 34. */
    public OptionalInt api() {
        return integer(property("ro.build.version.sdk"));
    }

    /** The build of Android, which an update changes. */
    public Optional<String> build() {
        return property("ro.build.fingerprint");
    }

    /** Instruction set of its programs, such as {@code arm64-v8a}. */
    public Optional<String> abi() {
        return property("ro.product.cpu.abi");
    }

    /** Whether Android is up. */
    public boolean isBooted() {
        return property("sys.boot_completed").filter("1"::equals).isPresent();
    }

    /** Its processors by kind, the slowest first: by capacity, else by highest clock. */
    public List<Cluster> clusters() {
        Map<String, List<Processor>> kinds = processors.stream()
                .collect(Collectors.groupingBy(
                        each -> each.capacity().isPresent() ? "c" + each.capacity() : "f" + each.maxKhz(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return kinds.values().stream()
                .map(kind -> new Cluster(
                        kind.stream().map(Processor::number).toList(),
                        kind.get(0).capacity(),
                        kind.get(0).maxKhz()))
                .sorted(java.util.Comparator.comparingLong(
                        each -> each.capacity().isPresent()
                                ? each.capacity().getAsInt()
                                : each.maxKhz().orElse(0)))
                .toList();
    }
}
