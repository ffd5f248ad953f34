package dev.squeezebench.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The documents, and the commands in their {@code console} and {@code bash} blocks. */
final class Manual {
    private static final String LAUNCHER = "./squeezebench ";

    private Manual() {}

    /** Every command once, in the order of the documents. */
    static List<ShownCommand> commands(Path root) throws IOException {
        List<ShownCommand> commands = new ArrayList<>();
        for (Path document : documents(root)) {
            boolean shown = false;
            for (String line : Files.readAllLines(document)) {
                if (line.startsWith("```")) {
                    shown = line.equals("```console") || line.equals("```bash");
                } else if (shown && line.startsWith(LAUNCHER)) {
                    commands.add(new ShownCommand(
                            root.relativize(document).toString(),
                            List.of(line.substring(LAUNCHER.length()).strip().split("\\s+"))));
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
