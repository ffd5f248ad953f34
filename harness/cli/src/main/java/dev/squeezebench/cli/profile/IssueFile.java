package dev.squeezebench.cli.profile;

import dev.squeezebench.analysis.profile.OperatorIssue;
import dev.squeezebench.analysis.profile.ProfileChange;
import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.cli.arms.Sides;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.run.CommandLineText;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.Arm;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.ModelPort;
import dev.squeezebench.workloads.model.OnnxCut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes of the operator that became slower what a runtime's bug tracker wants: Markdown, and that operator cut out of the
 * model beside it, with what it takes by itself.
 *
 * @param place where the program and its files are
 * @param file of the Markdown
 * @param said the sides as they were said; empty in a run that is resumed, whose record has them
 */
record IssueFile(CutRun.Place place, Path file, Optional<Sides> said) {
    private static final String ONNX = ".onnx";

    /**
     * Refuses a file that cannot be written, before anything is measured.
     *
     * @throws UserException in one line
     */
    void check() {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw UserException.usage("--issue " + file + ": name a file in a folder that is there");
        }
        Path cut = cutFile();
        if (cut.equals(file)) {
            throw UserException.usage("--issue " + file
                    + ": the text goes there, and the operator beside it as .onnx: name a file such as issue.md");
        }
        if (Files.exists(cut) && !Files.exists(file)) {
            throw UserException.usage("--issue " + file + ": the operator would be written to " + cut
                    + ", which is there already: name another file");
        }
    }

    private Path cutFile() {
        return file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "") + ONNX);
    }

    private Console console() {
        return place.console();
    }

    /** What it needs to measure an operator by itself: a machine that nobody else measures on, and room. */
    record Means(ProfileTrials.Machine machine, Path scratch) {}

    /**
     * Writes both.
     *
     * @param arms both sides, with their files
     * @return 3 where no operator is shown to have become slower, and nothing is written
     */
    ExitCode write(ProfileReport report, Run run, List<Arm> arms, Results results, Means means)
            throws IOException, InterruptedException {
        Optional<OperatorIssue> found = OperatorIssue.of(report);
        if (found.isEmpty()) {
            console()
                    .message("no issue written: no operator that both sides have is shown to take longer in the"
                            + " candidate");
            return ExitCode.INCONCLUSIVE;
        }
        OperatorIssue issue = found.get();
        Optional<Path> cut = cut(issue, arms);
        Optional<CutRun> byItself = cut.isPresent() ? cutRun(issue, run, cut.get()) : Optional.empty();
        OperatorIssue whole = byItself.isPresent() ? measured(issue, byItself.get(), run, means) : issue;
        String model = cut.map(path -> String.valueOf(path.getFileName())).orElse("MODEL");
        Optional<OperatorIssue.Code> python = cut.isPresent()
                ? Optional.of(new OperatorIssue.Code("python", python(issue, cut.get(), model)))
                : Optional.empty();
        String how = cut.isPresent()
                ? model
                        + " beside this file is that operator, cut out of the model with the constants that it reads. Once"
                        + " with each version of the Python package:"
                : "The operator is not cut out (the reason is on the terminal): measure the whole model.";
        RunFiles.replace(
                file,
                whole.markdown(
                        results.environments().stream().findFirst().map(Environment.class::cast),
                        python,
                        how,
                        new OperatorIssue.Code(
                                "sh",
                                List.of(byItself.map(each -> each.typed(
                                                issue.change().baseline().scenario(),
                                                issue.change().candidate().scenario()))
                                        .orElseGet(() -> CommandLineText.typed(
                                                "squeezebench", run.record().commandLine()))))));
        console()
                .message("issue written: " + file
                        + cut.map(path -> ", and " + path + ", which has that operator's weights in it")
                                .orElse(""));
        return ExitCode.DONE;
    }

    /** Absent, with the reason as a warning, where the sides' files have no names any more. */
    private Optional<CutRun> cutRun(OperatorIssue issue, Run run, Path cut) {
        try {
            return said.or(() -> Sides.ofWords(run.record().settings()))
                    .map(sides -> CutRun.of(cut, issue.change().candidate().scenario(), run, sides));
        } catch (UserException e) {
            console().warning("the operator is not measured by itself: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** With what the operator takes by itself; without, and with the reason as a warning, where that cannot be measured. */
    private OperatorIssue measured(OperatorIssue issue, CutRun cut, Run run, Means means)
            throws IOException, InterruptedException {
        try {
            OperatorIssue measured = issue.measured(cut.measure(run, place, means.machine(), means.scratch()));
            console().message(measured.title());
            return measured;
        } catch (UserException e) {
            console().warning("the operator is not measured by itself: " + e.getMessage());
            return issue;
        }
    }

    /** The operator cut out; empty, with the reason as a warning, where that cannot be done. */
    private Optional<Path> cut(OperatorIssue issue, List<Arm> arms) throws IOException {
        ProfileChange.Work work = issue.slower().work();
        Optional<ProfiledOperator> operator = issue.change().candidate().profile().operators().stream()
                .filter(each -> ProfileChange.work(each).equals(work) && each.mapped())
                .findFirst();
        Optional<Arm> arm = arms.stream()
                .filter(each -> each.name().equals(issue.change().candidate().arm())
                        && each.scenario().equals(issue.change().candidate().scenario()))
                .findFirst();
        if (operator.isEmpty() || arm.isEmpty()) {
            console().warning("the operator is not cut out: no node of the model was found for it");
            return Optional.empty();
        }
        Path model = arm.get().planned().model();
        if (!arm.get().planned().runner().modelFormat().equals("onnx")) {
            console().warning("the operator is not cut out: only ONNX models can be cut");
            return Optional.empty();
        }
        Map<String, List<Long>> sizes = new LinkedHashMap<>();
        JavaSideTrial.inputs(arm.get().planned()).forEach((name, tensor) -> sizes.put(name, tensor.sizes()));
        Path target = cutFile();
        for (Arm each : arms) {
            if (Files.exists(target) && Files.isSameFile(target, each.planned().model())) {
                console()
                        .warning("the operator is not cut out: " + target
                                + " is a model that was measured; name another file by --issue");
                return Optional.empty();
            }
        }
        try {
            OnnxCut.write(
                    model,
                    operator.get().nodes(),
                    new InputShapes(sizes, arm.get().planned().dimensions()),
                    work.inputs(),
                    work.outputs(),
                    target);
            return Optional.of(target);
        } catch (UnreadableFileException e) {
            console().warning(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static List<String> python(OperatorIssue issue, Path cut, String name) throws IOException {
        List<String> inputs = new ArrayList<>();
        for (ModelPort input : ModelMetadata.of(cut).inputs()) {
            String sizes = input.dimensions().orElse(List.of()).stream()
                    .map(Dimension::size)
                    .map(size -> String.valueOf(size.orElse(1)))
                    .collect(Collectors.joining(", ", "[", "]"));
            boolean real = input.typeWord().contains("float");
            inputs.add('"' + input.name().replace("\"", "\\\"") + "\": np." + (real ? "random.rand(*" : "zeros(")
                    + sizes + ").astype(\"" + input.typeWord() + "\")");
        }
        return List.of(
                "import numpy as np, onnxruntime as ort, timeit; o = ort.SessionOptions(); o.intra_op_num_threads = "
                        + issue.change().candidate().scenario().threads(),
                "s = ort.InferenceSession(\"" + name + "\", o, providers=[\"CPUExecutionProvider\"]); x = {"
                        + String.join(", ", inputs) + "}",
                "print(ort.__version__, min(timeit.repeat(lambda: s.run(None, x), number=100, repeat=20)) * 1e4, \"us\")");
    }
}
