package dev.squeezebench.cli.e2e;

/** What the AAR of {@link AarRepository} has for a class. */
final class SuppliedRuntime {
    private SuppliedRuntime() {}
}
