package dev.squeezebench.runners.onnxruntime;

/**
 * Brings the row of one execution provider: all that there is to say of a new one. Annotated with {@link
 * com.google.auto.service.AutoService}, so that nothing else names it; {@link ProviderRows} finds it, and the build writes
 * its word into the descriptor that the command reads.
 */
interface RowSource {
    /** The row. Nothing native may be loaded for it: the build asks too. */
    ProviderRow row();
}
