package dev.squeezebench.cli;

import dev.squeezebench.cli.exit.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class VersionLine implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"squeezebench " + Version.own() + " (Java " + Runtime.version() + ")"};
    }
}
