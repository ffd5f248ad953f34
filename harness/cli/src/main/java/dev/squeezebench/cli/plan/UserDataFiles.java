package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.FileOptions;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import dev.squeezebench.workloads.tensors.GivenInputs;
import dev.squeezebench.workloads.tensors.NetworkTensors;
import dev.squeezebench.workloads.tensors.TensorFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that {@code --inputs} and {@code --expect} name, opened. */
final class UserDataFiles {
    private static final String INPUTS = "--inputs";
    private static final String EXPECT = "--expect";

    private final TensorFile inputs;
    private final Optional<TensorFile> expect;

    private UserDataFiles(TensorFile inputs, Optional<TensorFile> expect) {
        this.inputs = inputs;
        this.expect = expect;
    }

    /**
     * Opens them; absent where the user named none.
     *
     * @throws UserException when one is no file of tensors
     */
    static Optional<UserDataFiles> open(FileOptions options, ProgressListener listener) {
        return options.inputs()
                .map(path -> new UserDataFiles(
                        UserFile.reading(INPUTS, path, () -> TensorFile.open(path, listener)),
                        options.expect()
                                .map(file -> UserFile.reading(EXPECT, file, () -> TensorFile.open(file, listener)))));
    }

    /**
     * The data for a network.
     *
     * @throws UserException when the files lack something, or do not fit the network
     */
    UserInputs of(TrainedNetwork trained) {
        GivenInputs given = UserFile.reading(INPUTS, inputs.path(), () -> {
            GivenInputs read = GivenInputs.of(inputs, NetworkTensors.inputs());
            check(trained, read);
            return read;
        });
        return UserFile.reading(EXPECT, expect.orElse(inputs).path(), () -> UserInputs.of(trained, given, expect));
    }

    /** The data for a user's model. */
    UserInputs of(ModelMetadata model) throws IOException {
        return UserInputs.of(model, inputs, expect);
    }

    /** Ids beyond the vocabulary and sequences beyond the positions would crash one runtime and pass in another. */
    private void check(TrainedNetwork trained, GivenInputs given) throws UnreadableFileException {
        try {
            new ReferenceEncoder(trained.network(), trained.weights()).check(given.tensors());
        } catch (IllegalArgumentException e) {
            throw inputs.wrong(String.valueOf(e.getMessage()), "give inputs that " + trained.name() + " takes");
        }
    }

    /** One sentence a file about tensors that are not used, and one about outputs that are not compared. */
    List<String> notes(List<Subject> subjects) {
        Set<String> known = subjects.stream().flatMap(UserDataFiles::words).collect(Collectors.toSet());
        List<String> notes = new ArrayList<>();
        for (TensorFile file : files()) {
            Set<String> unknown = new LinkedHashSet<>(file.names());
            unknown.removeAll(known);
            if (!unknown.isEmpty()) {
                notes.add(name(file) + ": ignored, for they are neither inputs nor outputs: "
                        + unknown.stream().map(Printable::text).collect(Collectors.joining(", ")));
            }
        }
        expect.ifPresent(file -> subjects.stream()
                .flatMap(subject -> subject.data().stream())
                .flatMap(data -> data.expected().stream())
                .flatMap(expected -> expected.absent().stream())
                .distinct()
                .forEach(output -> notes.add(name(file) + ": it lacks " + output + ", which is not compared")));
        return notes;
    }

    /** Every name by which the user may mean an input, an output or a state. */
    private static Stream<String> words(Subject subject) {
        return subject instanceof EmittedNetwork network
                ? Stream.of(
                                NetworkTensors.inputs(),
                                NetworkTensors.outputs(network.trained().network()),
                                NetworkTensors.states(network.trained().network()))
                        .flatMap(List::stream)
                        .map(TensorInfo::name)
                : ((UserModel) subject).metadata().words();
    }

    private static String name(TensorFile file) {
        return Printable.text(String.valueOf(file.path().getFileName()));
    }

    /** The same file under both flags counts once. */
    private List<TensorFile> files() {
        return Stream.concat(
                        Stream.of(inputs), expect.filter(file -> !file.sha256().equals(inputs.sha256())).stream())
                .toList();
    }

    /** What a run depends on. */
    List<UserFile> userFiles() {
        List<UserFile> files = new ArrayList<>();
        files.add(new UserFile(INPUTS, inputs.path(), inputs.sha256()));
        expect.ifPresent(file -> files.add(new UserFile(EXPECT, file.path(), file.sha256())));
        return files;
    }
}
