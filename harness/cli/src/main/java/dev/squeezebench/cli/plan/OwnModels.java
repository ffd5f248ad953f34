package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.ShapeFlag;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.tensors.TensorFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Opens the model files that the user named, each under a name of its own. */
final class OwnModels {
    private OwnModels() {}

    /**
     * All of them, in the order in which they were named.
     *
     * @throws UserException when one cannot be measured, or a shape is for an input that none has
     */
    static List<OwnModel> open(Settings settings) {
        List<Path> paths = settings.files().models();
        Map<String, List<Long>> shapes = ShapeFlag.parse(settings.selection().shapes());
        if (paths.isEmpty()) {
            if (!shapes.isEmpty()) {
                throw UserException.usage("--shape is for the inputs of a file that --model names");
            }
            return List.of();
        }
        Map<Path, String> names = names(paths);
        List<OwnModel> models = new ArrayList<>();
        OwnModel.DataSource source = source(settings, shapes);
        names.forEach((path, name) -> models.add(OwnModel.open(name, path, source)));
        shapes.keySet().forEach(name -> known(name, models));
        return List.copyOf(models);
    }

    /** The user's data where there are some, else random ones. */
    private static OwnModel.DataSource source(Settings settings, Map<String, List<Long>> shapes) {
        Optional<Path> inputs = settings.files().inputs();
        if (inputs.isEmpty()) {
            long seed = settings.length().seed();
            return face -> OwnData.made(face, shapes, seed);
        }
        if (!shapes.isEmpty()) {
            throw UserException.usage("--shape and --inputs exclude each other: the data have their shapes");
        }
        Optional<Path> expect = settings.files().expect();
        return face -> OwnData.given(
                face,
                TensorFile.open(inputs.get()),
                expect.isPresent() ? Optional.of(TensorFile.open(expect.get())) : Optional.empty());
    }

    /**
     * File names where they differ. Files of one name in several folders, as exporters like to leave them, have as many
     * folders before it as tell them apart.
     */
    static Map<Path, String> names(List<Path> paths) {
        Map<Path, Path> absolute = new LinkedHashMap<>();
        paths.forEach(path -> absolute.putIfAbsent(path.toAbsolutePath().normalize(), path));
        Map<Path, String> names = new LinkedHashMap<>();
        absolute.forEach((file, path) -> {
            int parts = 1;
            while (parts < file.getNameCount() && shared(end(file, parts), parts, absolute.keySet())) {
                parts++;
            }
            names.put(path, Printable.text(end(file, parts)));
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

    private static void known(String name, List<OwnModel> models) {
        if (models.stream().allMatch(model -> model.face().input(name).isEmpty())) {
            List<String> inputs = models.stream()
                    .flatMap(model -> model.face().inputs().stream())
                    .map(input -> Printable.text(input.name()))
                    .distinct()
                    .collect(Collectors.toList());
            throw Suggestions.unknown("input in --shape", Printable.text(name), inputs);
        }
    }

    /** How many of the choices measure each model. */
    static Map<String, Integer> counts(List<Choice> choices) {
        Map<String, Integer> counts = new HashMap<>();
        for (Choice choice : choices) {
            if (choice instanceof Choice.Own own) {
                counts.merge(own.model().name(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
