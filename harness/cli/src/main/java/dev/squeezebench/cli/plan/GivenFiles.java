package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.FileOptions;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import dev.squeezebench.workloads.tensors.GivenInputs;
import dev.squeezebench.workloads.tensors.GivenOutputs;
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
public final class GivenFiles {
    private static final String INPUTS = "--inputs";
    private static final String EXPECT = "--expect";
    private static final int NAME_DIGITS = 8;

    private final TensorFile inputs;
    private final Optional<TensorFile> expect;

    private GivenFiles(TensorFile inputs, Optional<TensorFile> expect) {
        this.inputs = inputs;
        this.expect = expect;
    }

    /**
     * Opens them; absent where the user named none.
     *
     * @throws UserException when one is no file of tensors
     */
    static Optional<GivenFiles> open(FileOptions options) {
        if (options.inputs().isEmpty()) {
            return Optional.empty();
        }
        TensorFile inputs = OwnFile.reading(
                INPUTS,
                options.inputs().get(),
                () -> TensorFile.open(options.inputs().get()));
        return Optional.of(new GivenFiles(
                inputs, options.expect().map(path -> OwnFile.reading(EXPECT, path, () -> TensorFile.open(path)))));
    }

    /**
     * The data for a network.
     *
     * @throws UserException when the files lack something, or do not fit the network
     */
    Given of(TrainedNetwork trained) {
        GivenInputs given = OwnFile.reading(INPUTS, inputs.path(), () -> {
            GivenInputs read = GivenInputs.of(inputs, NetworkTensors.inputs());
            check(trained, read);
            return read;
        });
        return new Given(
                given, expect.map(file -> OwnFile.reading(EXPECT, file.path(), () -> expected(file, trained, given))));
    }

    /** Ids beyond the vocabulary and sequences beyond the positions would crash one runtime and pass in another. */
    private void check(TrainedNetwork trained, GivenInputs given) throws UnreadableFileException {
        try {
            new ReferenceEncoder(trained.network(), trained.weights()).check(given.tensors());
        } catch (IllegalArgumentException e) {
            throw inputs.wrong(String.valueOf(e.getMessage()), "give inputs that " + trained.name() + " takes");
        }
    }

    private static Given.Expected expected(TensorFile file, TrainedNetwork trained, GivenInputs given)
            throws IOException {
        List<TensorInfo> states = NetworkTensors.states(trained.network());
        boolean hasStates = states.stream().map(TensorInfo::name).anyMatch(file.names()::contains);
        return new Given.Expected(
                "expect@sha256:" + file.sha256().substring(0, NAME_DIGITS),
                GivenOutputs.of(file, NetworkTensors.outputs(trained.network()), given),
                hasStates ? Optional.of(GivenOutputs.of(file, states, given)) : Optional.empty());
    }

    /**
     * One sentence a file about tensors that nobody asks for, and one about outputs that nobody compares.
     *
     * @param catalogue all that is measured
     */
    List<String> notes(Catalogue catalogue) {
        Set<String> known = Stream.concat(
                        catalogue.networks().stream()
                                .flatMap(trained -> Stream.of(
                                                NetworkTensors.inputs(),
                                                NetworkTensors.outputs(trained.network()),
                                                NetworkTensors.states(trained.network()))
                                        .flatMap(List::stream))
                                .map(TensorInfo::name),
                        catalogue.models().stream()
                                .flatMap(model -> model.face().words()))
                .collect(Collectors.toSet());
        List<String> notes = new ArrayList<>();
        for (TensorFile file : files()) {
            Set<String> unknown = new LinkedHashSet<>(file.names());
            unknown.removeAll(known);
            if (!unknown.isEmpty()) {
                notes.add(name(file) + ": ignored, for they are neither inputs nor outputs: "
                        + unknown.stream().map(Printable::text).collect(Collectors.joining(", ")));
            }
        }
        expect.ifPresent(file -> Stream.concat(
                        catalogue.networks().stream()
                                .flatMap(trained -> NetworkTensors.outputs(trained.network()).stream())
                                .map(TensorInfo::name),
                        catalogue.models().stream().flatMap(model -> model.data().absent().stream()))
                .distinct()
                .filter(output -> !file.names().contains(output))
                .forEach(output -> notes.add(name(file) + ": it has no " + output + ", so nobody compares that")));
        return notes;
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

    List<OwnFile> ownFiles() {
        List<OwnFile> files = new ArrayList<>();
        files.add(new OwnFile(INPUTS, inputs.path(), inputs.sha256()));
        expect.ifPresent(file -> files.add(new OwnFile(EXPECT, file.path(), file.sha256())));
        return files;
    }
}
