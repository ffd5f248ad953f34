package dev.squeezebench.core.lock;

import dev.squeezebench.records.text.UserError;
import java.util.OptionalLong;

/** Another run is measuring on this machine, and waiting was not wanted. */
public final class MachineBusyException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    private final transient OptionalLong holder;

    MachineBusyException(OptionalLong holder) {
        super("another run" + (holder.isPresent() ? " (process " + holder.getAsLong() + ')' : "")
                + " is measuring on this machine: wait for it, or leave --no-wait out to wait here");
        this.holder = holder;
    }

    /** Process id of the run that measures, when it could be read. */
    public OptionalLong holder() {
        return holder;
    }

    @Override
    public Kind kind() {
        return Kind.NOT_USABLE;
    }
}
