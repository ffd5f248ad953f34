package dev.squeezebench.cli.plan;

import dev.squeezebench.analysis.report.BaselineChoice;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is measured, each under a name of its own: the built-in workloads that were asked for, then the checkpoints.
 *
 * @param networks in the order in which they were named
 * @param checkpoints the opened folders, in the order in which they were named
 * @param models the user's own files, in the order in which they were named
 */
public record Catalogue(List<TrainedNetwork> networks, List<OpenedCheckpoint> checkpoints, List<OwnModel> models) {
    private static final int SUFFIX_DIGITS = 8;

    public Catalogue {
        networks = List.copyOf(networks);
        checkpoints = List.copyOf(checkpoints);
        models = List.copyOf(models);
    }

    /**
     * Finds the workloads by name and opens the checkpoints.
     *
     * @throws UserException when a name is unknown or a folder holds no checkpoint that can be measured
     */
    static Catalogue open(Settings settings) {
        Map<String, Network> builtIn = Networks.builtIn();
        List<TrainedNetwork> networks = new ArrayList<>();
        for (String name : settings.workloads()) {
            Network network = builtIn.get(name);
            if (network == null) {
                throw Suggestions.unknown("workload", name, builtIn.keySet());
            }
            networks.add(new TrainedNetwork(
                    name, network, new SeededWeights(settings.length().seed())));
        }
        List<OpenedCheckpoint> checkpoints = named(
                settings.files().checkpoints().stream()
                        .map(OpenedCheckpoint::open)
                        .toList(),
                builtIn.keySet());
        checkpoints.forEach(opened -> networks.add(opened.checkpoint().trained()));
        return new Catalogue(networks, checkpoints, OwnModels.open(settings));
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
                        + ": another folder holds the same network with the same weights; leave one of them out");
            }
        }
        return List.copyOf(named.values());
    }

    /**
     * What speed-ups are relative to: what the user named, else bert-base-uncased, else the first.
     *
     * @throws UserException when the user named one that is not measured
     */
    String baseline(Settings settings) {
        List<String> names = Stream.concat(
                        networks.stream().map(TrainedNetwork::name),
                        models.stream().map(OwnModel::name))
                .toList();
        String chosen = settings.selection()
                .relativeTo()
                .or(() -> BaselineChoice.usualWorkload(names))
                .orElseThrow();
        if (!names.contains(chosen)) {
            throw UserException.usage("--relative-to " + Printable.text(chosen) + ": not among the measured workloads; "
                    + Suggestions.hint(chosen, names));
        }
        return chosen;
    }

    /** The user's files that decide on what is measured. */
    List<OwnFile> files() {
        return Stream.concat(
                        checkpoints.stream().map(OpenedCheckpoint::file),
                        models.stream().map(OwnModel::file))
                .toList();
    }
}
