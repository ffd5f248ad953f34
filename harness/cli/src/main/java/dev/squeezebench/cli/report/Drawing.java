package dev.squeezebench.cli.report;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.nio.file.Path;

/** Whether this Java can draw: one that was linked for a bundle has no {@code java.desktop}. */
public final class Drawing {
    private static final String NEEDED = "java.desktop";

    private final ModuleLayer modules;

    /** @param modules of the Java that would draw */
    public Drawing(ModuleLayer modules) {
        this.modules = modules;
    }

    /** In this process. */
    public static Drawing here() {
        return new Drawing(ModuleLayer.boot());
    }

    /** Whether charts can be drawn. */
    public boolean isPossible() {
        return modules.findModule(NEEDED).isPresent();
    }

    /** One sentence on where the charts of a run are drawn instead. */
    public String atHome(Path run) {
        return "a bundle draws no charts: take '" + run + "' home and draw them there by: squeezebench report --charts"
                + " DIR/charts DIR";
    }

    /**
     * Insists on it.
     *
     * @param flag that asks for it
     * @throws UserException when nothing can be drawn
     */
    void insist(String flag) {
        if (!isPossible()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    flag + ": this Java has no " + NEEDED + ", as in a bundle; draw where squeezebench was built");
        }
    }
}
