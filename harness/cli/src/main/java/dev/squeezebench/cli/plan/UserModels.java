package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.SelectionOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.ShapeFlag;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.ModelPort;
import dev.squeezebench.workloads.model.RandomInputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Opens the model files that the user named, each under a name of its own and once for each size of its inputs. */
final class UserModels {
    private static final int SUFFIX_DIGITS = 8;

    private final Settings settings;
    private final Map<String, List<Long>> shapes;
    private final Optional<UserDataFiles> data;

    private UserModels(Settings settings, Optional<UserDataFiles> data) {
        this.settings = settings;
        this.shapes = ShapeFlag.parse(settings.selection().shapes());
        this.data = data;
    }

    /**
     * All of them, in the order in which they were named.
     *
     * @param data what goes in, where the user has it
     * @throws UserException when one cannot be measured, or a flag is for an input that none has
     */
    static List<UserModel> open(Settings settings, Optional<UserDataFiles> data, ProgressListener listener) {
        return new UserModels(settings, data).open(listener);
    }

    private List<UserModel> open(ProgressListener listener) {
        List<Path> paths = settings.files().models();
        if (paths.isEmpty()) {
            if (!shapes.isEmpty()) {
                throw UserException.usage("--shape is for the inputs of a file that --model names");
            }
            return List.of();
        }
        if (data.isPresent() && !shapes.isEmpty()) {
            throw UserException.usage("--shape and --inputs exclude each other: the data have their shapes");
        }
        refuseDtype();
        Map<Path, ModelMetadata> opened = new LinkedHashMap<>();
        Map<Path, String> hashes = new HashMap<>();
        for (Path path : distinct(paths)) {
            ModelMetadata metadata = UserFile.reading(UserModel.FLAG, path, () -> ModelMetadata.of(path));
            opened.put(path, metadata);
            hashes.put(path, UserFile.reading(UserModel.FLAG, path, () -> metadata.sha256(listener)));
        }
        shapes.keySet().forEach(input -> known(input, opened.values()));
        Map<Path, String> names = names(opened.keySet(), hashes);
        List<UserModel> models = new ArrayList<>();
        opened.forEach((path, metadata) -> inputs(path, metadata)
                .forEach(each -> models.add(new UserModel(
                        Objects.requireNonNull(names.get(path)),
                        path,
                        metadata,
                        Objects.requireNonNull(hashes.get(path)),
                        each,
                        saysSequences(),
                        Optional.empty()))));
        return List.copyOf(models);
    }

    /** Beside workloads and checkpoints the flag is for these. */
    private void refuseDtype() {
        if (settings.workloads().isEmpty()
                && settings.files().checkpoints().isEmpty()
                && !settings.selection().dtypes().equals(List.of(SelectionOptions.USUAL_DTYPE))) {
            throw UserException.usage("--dtype is for workloads and checkpoints: a model file is measured in the types"
                    + " that it has; leave --dtype out");
        }
    }

    /** The user's data where there are some, else random ones, for each size that was selected. */
    private List<UserInputs> inputs(Path path, ModelMetadata metadata) {
        SelectionOptions selection = settings.selection();
        if (data.isPresent()) {
            refuse(selection.batches(), "--batch", "the data of --inputs have their sizes");
            refuse(selection.sequenceLengths(), "--sequence-length", "the data of --inputs have their sizes");
            refuse(selection.paddings(), "--padding", "the data of --inputs have a mask or none");
            return List.of(
                    UserFile.reading(UserModel.FLAG, path, () -> data.get().of(metadata)));
        }
        if (selection.batches().isEmpty() && selection.sequenceLengths().isEmpty()) {
            return padded(path, metadata, shapes);
        }
        List<UserInputs> all = new ArrayList<>();
        for (int batch : or(selection.batches(), SelectionOptions.USUAL_BATCH)) {
            for (int length : or(selection.sequenceLengths(), SelectionOptions.USUAL_LENGTH)) {
                List<UserInputs> padded = padded(path, metadata, sized(metadata, batch, length));
                UserInputs sized = padded.get(0);
                UserModel model = new UserModel("", path, metadata, "", sized, saysSequences(), Optional.empty());
                check("--batch", selection.batches(), batch, model.batch(), path);
                if (saysSequences() && model.length().isEmpty()) {
                    throw UserException.usage("--sequence-length: " + Printable.text(path.toString())
                            + " has no input of token ids, which are integers on two axes; give the sizes of its inputs by"
                            + " --shape");
                }
                check(
                        "--sequence-length",
                        selection.sequenceLengths(),
                        length,
                        model.length().orElse(length),
                        path);
                all.addAll(padded);
            }
        }
        return all;
    }

    private boolean saysSequences() {
        return !settings.selection().sequenceLengths().isEmpty();
    }

    private void refuse(List<Integer> flagged, String flag, String why) {
        if (!flagged.isEmpty()
                && settings.workloads().isEmpty()
                && settings.files().checkpoints().isEmpty()) {
            throw UserException.usage(flag + ": " + why + "; leave " + flag + " out");
        }
    }

    private static List<Integer> or(List<Integer> flagged, int usual) {
        return flagged.isEmpty() ? List.of(usual) : flagged;
    }

    private static void check(String flag, List<Integer> flagged, int wanted, int has, Path path) {
        if (!flagged.isEmpty() && wanted != has) {
            throw UserException.usage(flag + ' ' + wanted + ": the inputs of " + Printable.text(path.toString())
                    + " have " + has + " in that place, fixed by the file or --shape; leave " + flag
                    + " out, or give all sizes by --shape");
        }
    }

    /** Random ones, once for each padding that was selected. */
    private List<UserInputs> padded(Path path, ModelMetadata metadata, Map<String, List<Long>> given) {
        return UserFile.reading(UserModel.FLAG, path, () -> {
            InputShapes decided = InputShapes.of(metadata, given);
            List<Tensor> full = new RandomInputs(settings.length().seed()).of(metadata, decided);
            if (!RandomInputs.haveMask(metadata, full)) {
                refusePadding(path);
                return List.of(new UserInputs(full, decided.symbols(), OptionalInt.of(0), Optional.empty()));
            }
            return or(settings.selection().paddings(), 0).stream()
                    .map(OptionalInt::of)
                    .map(percent -> new UserInputs(
                            percent.getAsInt() == 0 ? full : RandomInputs.masked(metadata, full, percent),
                            decided.symbols(),
                            percent,
                            Optional.empty()))
                    .toList();
        });
    }

    private void refusePadding(Path path) {
        if (settings.selection().paddings().stream().anyMatch(percent -> percent > 0)) {
            throw UserException.usage("--padding: " + Printable.text(path.toString())
                    + " has no mask to hide positions by, which is an input of integers or booleans, batch x sequence, with"
                    + " 'mask' in its name; leave --padding out, or give data by --inputs");
        }
    }

    /**
     * The sizes of {@code --shape}, and batch and length for the axes that a model leaves open: the batch is an input's first
     * axis, the length the second one of token ids, and each also wherever its symbol occurs again.
     */
    private Map<String, List<Long>> sized(ModelMetadata metadata, long batch, long length) {
        Map<String, Long> symbols = new HashMap<>();
        for (ModelPort input : metadata.inputs()) {
            List<Dimension> axes = input.dimensions().orElse(List.of());
            if (UserModel.isOfTokens(input, saysSequences())) {
                axes.get(0).symbol().ifPresent(symbol -> symbols.put(symbol, batch));
                axes.get(1).symbol().ifPresent(symbol -> symbols.put(symbol, length));
            }
        }
        Map<String, List<Long>> sized = new LinkedHashMap<>();
        for (ModelPort input : metadata.inputs()) {
            List<Dimension> axes = input.dimensions().orElse(List.of());
            List<Long> sizes = new ArrayList<>();
            for (int axis = 0; axis < axes.size(); axis++) {
                OptionalLong size = axes.get(axis).size();
                Optional<Long> ofSymbol = axes.get(axis).symbol().map(symbols::get);
                if (size.isPresent()) {
                    sizes.add(size.getAsLong());
                } else if (ofSymbol.isPresent()) {
                    sizes.add(ofSymbol.get());
                } else if (axis == 0) {
                    sizes.add(batch);
                } else if (axis == 1 && UserModel.isOfTokens(input, saysSequences())) {
                    sizes.add(length);
                }
            }
            if (!input.isFixed() && !axes.isEmpty() && sizes.size() == axes.size()) {
                sized.put(input.name(), sizes);
            }
        }
        shapes.forEach((word, shape) ->
                sized.put(metadata.input(word).map(ModelPort::name).orElse(word), shape));
        return sized;
    }

    /** Each file once, as the user wrote it first. */
    private static List<Path> distinct(List<Path> paths) {
        Map<Path, Path> absolute = new LinkedHashMap<>();
        paths.forEach(path -> absolute.putIfAbsent(path.toAbsolutePath().normalize(), path));
        return List.copyOf(absolute.values());
    }

    /**
     * File names where they differ. Files of one name in several folders, as exporters like to leave them, have as many
     * folders before it as tell them apart; where that is longer than a name may be, digits of the file's hash follow.
     *
     * @param hashes of the files' contents
     * @throws UserException when two names are equal all the same
     */
    static Map<Path, String> names(Collection<Path> paths, Map<Path, String> hashes) {
        Set<Path> files = paths.stream()
                .map(path -> path.toAbsolutePath().normalize())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<Path, String> shown = new LinkedHashMap<>();
        for (Path path : paths) {
            Path file = path.toAbsolutePath().normalize();
            int parts = 1;
            while (parts < file.getNameCount() && shared(end(file, parts), parts, files)) {
                parts++;
            }
            shown.put(path, Printable.text(end(file, parts)));
        }
        Map<String, Path> named = new LinkedHashMap<>();
        Map<Path, String> names = new LinkedHashMap<>();
        shown.forEach((path, name) -> {
            boolean ambiguous = shown.values().stream().filter(name::equals).count() > 1;
            String unique = ambiguous
                    ? name + '-' + Objects.requireNonNull(hashes.get(path)).substring(0, SUFFIX_DIGITS)
                    : name;
            if (named.put(unique, path) != null) {
                throw UserException.usage(UserModel.FLAG + ' ' + Printable.text(path.toString())
                        + ": another file has the same name and contents; leave one of them out");
            }
            names.put(path, unique);
        });
        return names;
    }

    private static boolean shared(String end, int parts, Set<Path> files) {
        return files.stream().filter(file -> end(file, parts).equals(end)).count() > 1;
    }

    private static String end(Path file, int parts) {
        int count = file.getNameCount();
        return file.subpath(Math.max(0, count - parts), count).toString().replace('\\', '/');
    }

    private static void known(String name, Collection<ModelMetadata> models) {
        if (models.stream().allMatch(model -> model.input(name).isEmpty())) {
            List<String> inputs = models.stream()
                    .flatMap(model -> model.inputs().stream())
                    .map(input -> Printable.text(input.name()))
                    .distinct()
                    .toList();
            throw Suggestions.unknown("input in --shape", Printable.text(name), inputs);
        }
    }
}
