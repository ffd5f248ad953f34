package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.console.Surroundings;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ManPageTest {
    private static final CommandLine COMMAND =
            Squeezebench.commandLine(new Surroundings(Path.of("."), false, false, Map.of()));

    private final String page = ManPage.of(COMMAND);

    @Test
    void everyCommandAndEveryOptionIsInIt() {
        everyCommand(COMMAND, command -> {
            assertThat(page).contains(".SS \"" + command.getCommandSpec().qualifiedName() + '"');
            command.getCommandSpec().options().forEach(option -> assertThat(page)
                    .contains(option.longestName().replace("-", "\\-")));
        });
    }

    @Test
    void placeholdersAreFilledInAndEveryExitCodeIsThere() {
        assertThat(page)
                .startsWith(".TH SQUEEZEBENCH 1 ")
                .contains("half\\-width of every speed\\-up's 95% interval is that small (default: 1%)")
                .contains("\n70  an error of ours, with a report file\n")
                .doesNotContain("${", "%%", "%n");
    }

    /** An unknown request would be dropped with its line. */
    @Test
    void everyLineIsTextOrAKnownRequest() {
        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allMatch(line -> line.matches("[.](TH|SH|SS|TP|B|nf|fi)( .*)?"));
    }

    private static void everyCommand(CommandLine command, Consumer<CommandLine> each) {
        for (CommandLine sub : command.getSubcommands().values()) {
            each.accept(sub);
            everyCommand(sub, each);
        }
    }
}
