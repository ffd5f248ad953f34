package dev.squeezebench.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.squeezebench.charts.ChartException;
import dev.squeezebench.core.runtimes.RuntimeResolutionException;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Float16;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.file.ResultFileException;
import dev.squeezebench.records.text.UserError;
import dev.squeezebench.records.text.UserError.Kind;
import dev.squeezebench.workloads.UnrepresentableWeightException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ErrorLinesTest {
    private static IOException cause() {
        return new IOException("of another line");
    }

    /** The only exception that itself says which code it is. */
    private static final List<String> WITH_CODE = List.of(
            UserException.class.getName(),
            // Ends a round of turns, and never leaves it.
            "dev.squeezebench.measure.turn.TurnCoordinator$LostWorkerException");

    /** Exceptions of users' making, each with its line and exit code. */
    static Stream<Object[]> problems() {
        return Stream.of(
                new Object[] {
                    new UncheckedIOException(
                            new UnreadableFileException(Path.of("weights.bin"), "cut off", "fetch it again")),
                    2,
                    "weights.bin: cut off; fetch it again"
                },
                new Object[] {
                    new UnrepresentableWeightException("bias", 70_000, ElementType.FLOAT16, Float16.LARGEST),
                    2,
                    "bias contains 70000.0, and the largest float16 is 65504.0; measure it in float32"
                },
                new Object[] {
                    new ChartException(Kind.INPUT, "charts", "remove it", new FileAlreadyExistsException("charts")),
                    2,
                    "charts: a file is in the way; remove it"
                },
                new Object[] {
                    new CompletionException(new ResultFileException("line 6 is no JSON", cause())),
                    2,
                    "line 6 is no JSON"
                },
                new Object[] {new RuntimeResolutionException("no such version", cause()), 5, "no such version"},
                new Object[] {new RunnerException("no such library"), 5, "no such library"},
                new Object[] {
                    new FileSystemException("README.md/locks", null, "Not a directory"),
                    2,
                    "'README.md/locks': Not a directory; correct this, or name another file or folder"
                });
    }

    @ParameterizedTest
    @MethodSource("problems")
    void aUsersMistakeIsOneLineWithItsExitCode(Exception thrown, int code, String line) {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new Throws(thrown)).setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler(new ErrorLines());

        assertThat(command.execute()).isEqualTo(code);
        assertThat(err.toString().strip()).isEqualTo("squeezebench: " + line);
    }

    @Test
    void everyExceptionTypeOfOursHasItsExitCode() throws IOException {
        JavaClasses ours = everyModule();

        assertThat(ours.stream().filter(type -> type.isAssignableTo(Throwable.class)))
                .hasSizeGreaterThan(12)
                .allSatisfy(
                        type -> assertThat(type.isAssignableTo(UserError.class) || WITH_CODE.contains(type.getName()))
                                .as(type.getName() + " is a UserError, or has an exit code of its own")
                                .isTrue());
        assertThat(ours.stream().map(JavaClass::getPackageName))
                .anyMatch(name -> name.contains(".runners."))
                .anyMatch(name -> name.contains(".records."))
                .anyMatch(name -> name.contains(".charts"));
    }

    @Test
    void anErrorOfOursIsSavedInAReport() {
        UserException problem = ErrorLines.problem(new IllegalStateException("this cannot be"));

        assertThat(problem.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(problem.line())
                .startsWith("internal error (java.lang.IllegalStateException: this cannot be): please report it with ");
    }

    @Test
    void whateverAMessageSaysIsOneLineThatATerminalDoesNotObey() {
        assertThat(UserException.usage("a\n  b\u001b[31m\u202e").line()).isEqualTo("a b\\u001b[31m\\u202e");
    }

    /** Class files of every module, whether or not the command sees it. */
    private static JavaClasses everyModule() throws IOException {
        Path root = Path.of(System.getProperty("root.dir"));
        try (Stream<Path> folders = Files.find(root, 4, (path, file) -> path.endsWith("target/classes"))) {
            JavaClasses built = new ClassFileImporter().importPaths(folders.toList());
            return built.isEmpty()
                    ? new ClassFileImporter()
                            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                            .importPackages("dev.squeezebench")
                    : built;
        }
    }

    @Command(name = "throws")
    private static final class Throws implements Callable<Integer> {
        private final Exception exception;

        Throws(Exception exception) {
            this.exception = exception;
        }

        @Override
        public Integer call() throws Exception {
            throw exception;
        }
    }
}
