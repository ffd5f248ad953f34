package dev.squeezebench.cli.devices;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbProgram;
import dev.squeezebench.android.lab.adb.AdbServer;
import dev.squeezebench.android.lab.phone.Phones;
import dev.squeezebench.cli.exit.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Where phones are looked for. */
public final class ServerOption {
    @Option(
            names = "--adb-server",
            paramLabel = "HOST:PORT",
            split = ",",
            description = {
                "adb servers of the hosts that phones are plugged into (default: this machine's, which is started where"
                        + " none runs)."
            })
    private List<String> servers = List.of();

    /**
     * The phones of these servers.
     *
     * @param variables of the environment
     * @throws UserException when one is none
     * @throws AdbException when a server is not there and cannot be started
     */
    Phones phones(Map<String, String> variables) throws AdbException, InterruptedException {
        return phones(servers, variables);
    }

    /**
     * The phones of those servers that are there; of the others it is said why.
     *
     * @throws AdbException when none is there
     */
    public static Phones reachable(List<String> named, Map<String, String> variables, Consumer<String> warnings)
            throws AdbException, InterruptedException {
        if (named.size() < 2) {
            return phones(named, variables);
        }
        List<AdbServer> there = new ArrayList<>();
        AdbException last = new AdbException(AdbException.Problem.NO_SERVER, "no adb server is named: name one");
        for (String each : named) {
            try {
                phones(List.of(each), variables).all();
                there.add(AdbServer.parse(each));
            } catch (AdbException e) {
                warnings.accept(e.getMessage() + "; the others go on");
                last = e;
            }
        }
        if (there.isEmpty()) {
            throw last;
        }
        return new Phones(there);
    }

    /** The phones of the servers that were named, else of adb's own. */
    public static Phones phones(List<String> named, Map<String, String> variables)
            throws AdbException, InterruptedException {
        List<AdbServer> all;
        try {
            all = named.isEmpty()
                    ? List.of(AdbServer.usual(variables))
                    : named.stream().map(AdbServer::parse).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw UserException.usage(
                    (named.isEmpty() ? "ADB_SERVER_SOCKET or ANDROID_ADB_SERVER_PORT: " : "--adb-server: ")
                            + e.getMessage(),
                    e);
        }
        AdbProgram adb = new AdbProgram(variables);
        for (AdbServer server : all) {
            adb.ensure(server);
        }
        return new Phones(all);
    }
}
