package dev.squeezebench.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The documents, and the commands in their {@code console} and {@code bash} blocks: those of the launcher and of Java.
 * Maven's are run by {@code .ci/run}, outside any build.
 */
final class Manual {
    private static final Set<String> PROGRAMS = Set.of("./squeezebench", "java");

    private static final String GOES_ON = "\\";

    private Manual() {}

    /** Every command once, in the order of the documents. */
    static List<ShownCommand> commands(Path root) throws IOException {
        List<ShownCommand> commands = new ArrayList<>();
        for (Path document : documents(root)) {
            commands.addAll(commands(
                    Files.readAllLines(document), root.relativize(document).toString()));
        }
        return commands;
    }

    /** Every command in the lines of a document. */
    static List<ShownCommand> commands(List<String> lines, String document) {
        List<ShownCommand> commands = new ArrayList<>();
        boolean shown = false;
        StringBuilder command = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith("```")) {
                shown = line.equals("```console") || line.equals("```bash");
            } else if (shown && line.endsWith(GOES_ON)) {
                command.append(line, 0, line.length() - GOES_ON.length());
            } else if (shown) {
                List<String> words =
                        List.of(command.append(line).toString().strip().split("\\s+"));
                command.setLength(0);
                if (PROGRAMS.contains(words.get(0))) {
                    commands.add(new ShownCommand(document, words.get(0), words.subList(1, words.size())));
                }
            }
        }
        return commands;
    }

    private static List<Path> documents(Path root) throws IOException {
        try (Stream<Path> top = Files.list(root);
                Stream<Path> docs = Files.list(root.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
