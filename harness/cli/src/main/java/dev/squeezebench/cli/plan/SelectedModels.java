package dev.squeezebench.cli.plan;

import dev.squeezebench.analysis.report.RelativeTo;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.lowering.LoweringTable;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is measured, each under a name of its own: the built-in workloads that were asked for, then checkpoints, then model
 * files.
 *
 * @param networks in the order in which they were named
 * @param checkpoints the opened folders, in the order in which they were named
 * @param models the user's model files, in the order in which they were named, each once for each size of its inputs
 * @param data files with what goes in and what must come out, where the user has them
 */
public record SelectedModels(
        List<EmittedNetwork> networks,
        List<OpenedCheckpoint> checkpoints,
        List<UserModel> models,
        Optional<UserDataFiles> data) {
    private static final int SUFFIX_DIGITS = 8;

    public SelectedModels {
        networks = List.copyOf(networks);
        checkpoints = List.copyOf(checkpoints);
        models = List.copyOf(models);
    }

    /**
     * Finds the workloads by name and opens the user's files.
     *
     * @throws UserException when a name is unknown or a file cannot be measured
     */
    static SelectedModels open(Settings settings, ProgressListener listener) {
        Map<String, Network> builtIn = Networks.builtIn();
        List<TrainedNetwork> trained = new ArrayList<>();
        for (String name : settings.workloads()) {
            Network network = builtIn.get(name);
            if (network == null) {
                throw Suggestions.unknown("workload", name, builtIn.keySet());
            }
            trained.add(new TrainedNetwork(
                    name, network, new SeededWeights(settings.length().seed())));
        }
        List<OpenedCheckpoint> checkpoints = named(
                settings.files().checkpoints().stream()
                        .map(folder -> OpenedCheckpoint.open(folder, listener))
                        .toList(),
                builtIn.keySet());
        checkpoints.forEach(opened -> trained.add(opened.checkpoint().trained()));
        Optional<UserDataFiles> data = UserDataFiles.open(settings.files(), listener);
        LoweringTable table = LoweringTable.builtIn();
        List<UserModel> models = UserModels.open(settings, data, listener);
        Set<String> names = new HashSet<>();
        trained.forEach(network -> names.add(network.name()));
        for (UserModel model : models) {
            if (names.contains(model.name())) {
                throw UserException.usage(
                        UserModel.FLAG + ' ' + Printable.text(model.path().toString())
                                + ": " + Printable.quoted(model.name())
                                + " is also the name of something else that is measured; rename one of them");
            }
        }
        return new SelectedModels(
                trained.stream()
                        .map(each -> new EmittedNetwork(each, table, data.map(files -> files.of(each))))
                        .toList(),
                checkpoints,
                models,
                data);
    }

    /**
     * Checkpoints are called like their folders. Where a name is taken, by a built-in workload or another folder, digits
     * of its content's hash follow: whatever order folders are named in, a name means the same.
     */
    private static List<OpenedCheckpoint> named(List<OpenedCheckpoint> checkpoints, Set<String> taken) {
        Set<String> seen = new HashSet<>(taken);
        Set<String> ambiguous = new HashSet<>(taken);
        for (OpenedCheckpoint opened : checkpoints) {
            String name = opened.checkpoint().trained().name();
            if (!seen.add(name)) {
                ambiguous.add(name);
            }
        }
        Map<String, OpenedCheckpoint> named = new LinkedHashMap<>();
        for (OpenedCheckpoint opened : checkpoints) {
            TrainedNetwork trained = opened.checkpoint().trained();
            String name = ambiguous.contains(trained.name())
                    ? trained.name() + '-' + trained.identity().substring(0, SUFFIX_DIGITS)
                    : trained.name();
            if (named.put(name, opened.named(name)) != null) {
                throw UserException.usage(OpenedCheckpoint.FLAG + ' '
                        + Printable.text(opened.folder().toString())
                        + ": another folder has the same network with the same weights; leave one of them out");
            }
        }
        return List.copyOf(named.values());
    }

    /** All that is measured. */
    List<Subject> subjects() {
        return Stream.concat(networks.stream(), models.stream())
                .map(Subject.class::cast)
                .toList();
    }

    /**
     * What speed-ups are relative to: what the user named, else the usual baseline.
     *
     * @throws UserException when the user named one that is not measured
     */
    String baseline(Settings settings) {
        List<String> names = subjects().stream().map(Subject::name).distinct().toList();
        String chosen = settings.selection()
                .relativeTo()
                .or(() -> RelativeTo.usualWorkload(names))
                .orElseThrow();
        if (RelativeTo.of(chosen, names).isWorkload() && !names.contains(chosen)) {
            throw UserException.usage("--relative-to " + Printable.text(chosen) + ": not among the measured workloads; "
                    + Suggestions.hint(chosen, names));
        }
        return chosen;
    }

    /** The user's files that decide on what is measured. */
    List<UserFile> files() {
        return Stream.of(
                        checkpoints.stream().map(OpenedCheckpoint::file),
                        models.stream().map(UserModel::file).distinct(),
                        data.stream().flatMap(files -> files.userFiles().stream()))
                .flatMap(files -> files)
                .toList();
    }
}
