package dev.squeezebench.runners.onnxruntime.adapter;

import dev.squeezebench.records.text.UserError;

/** An interface to devices has no adapter to offer. */
public final class AdapterException extends Exception implements UserError {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String remedy;

    /**
     * One with its remedy.
     *
     * @param reason why, in one sentence
     * @param remedy what to do, in one sentence
     */
    public AdapterException(String reason, String remedy) {
        super(reason + "; " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** Why, in one sentence. */
    public String reason() {
        return reason;
    }

    /** What to do, in one sentence. */
    public String remedy() {
        return remedy;
    }

    @Override
    public Kind kind() {
        return Kind.NOT_USABLE;
    }
}
