package dev.squeezebench.core.jmh;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.annotations.Param;

/**
 * Where a benchmark jar that is run by hand starts: JMH's own main, after a look at the parameters. JMH ignores a parameter
 * that the benchmark does not have, and measures something else.
 */
public final class JmhMain {
    private static final String FLAG = "-p";
    private static final int USAGE = 2;

    private JmhMain() {}

    /** Runs JMH; a wrong parameter is one line and exit code 2. */
    public static void main(String[] arguments) throws IOException {
        Optional<String> problem = problem(List.of(arguments));
        if (problem.isPresent()) {
            System.err.println(problem.get());
            System.exit(USAGE);
        }
        org.openjdk.jmh.Main.main(arguments);
    }

    /** What is wrong with the parameters on a command line of JMH; empty when nothing is. */
    static Optional<String> problem(List<String> arguments) {
        Map<String, String> given = given(arguments);
        Set<String> known = new TreeSet<>();
        for (Field field : InferenceBenchmark.class.getFields()) {
            if (field.isAnnotationPresent(Param.class)) {
                known.add(field.getName());
            }
        }
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                return Optional.of("unknown parameter '-p " + name + "': there are " + String.join(", ", known)
                        + " (-lp lists them)");
            }
        }
        if (given.containsKey("model")) {
            for (String other : List.of("workload", "lowering", "fusion", "batch", "sequenceLength")) {
                if (given.containsKey(other)) {
                    return Optional.of(
                            "-p " + other + ": a file of your own is measured as it is; leave it out, and give sizes"
                                    + " by -p shape=NAME=1x128");
                }
            }
            for (String file : given.getOrDefault("model", "").split(",", -1)) {
                if (!Files.isRegularFile(Path.of(file))) {
                    return Optional.of("-p model=" + file + ": there is no such file; check the path");
                }
            }
        } else if (given.containsKey("shape")) {
            return Optional.of("-p shape: it is for the inputs of a file that -p model names; leave it out");
        }
        return Optional.empty();
    }

    /** Parameters by name, in each of the forms that JMH takes: {@code -p name=value} and {@code -pname=value}. */
    private static Map<String, String> given(List<String> arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String parameter = "";
            if (argument.equals(FLAG) && i + 1 < arguments.size()) {
                i++;
                parameter = arguments.get(i);
            } else if (argument.startsWith(FLAG) && !argument.startsWith("-prof")) {
                parameter = argument.substring(FLAG.length());
            }
            if (!parameter.isEmpty()) {
                List<String> parts = Arrays.asList(parameter.split("=", 2));
                given.put(parts.get(0), parts.size() > 1 ? parts.get(1) : "");
            }
        }
        return given;
    }
}
