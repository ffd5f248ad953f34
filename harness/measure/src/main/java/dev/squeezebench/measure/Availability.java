package dev.squeezebench.measure;

/** Whether something can be used here. */
public sealed interface Availability {
    /**
     * It was tried and works.
     *
     * @param runtime what the runtime says of itself
     */
    record Usable(RuntimeInfo runtime) implements Availability {}

    /**
     * It was tried and does not work.
     *
     * @param reason one sentence: why
     * @param remedy one sentence: what to do
     * @param elsewhere whether the same files may work on another machine, since this one lacks a device or a driver
     */
    record Unusable(String reason, String remedy, boolean elsewhere) implements Availability {
        /** For a reason that travels with the files. */
        public Unusable(String reason, String remedy) {
            this(reason, remedy, false);
        }

        /** For a reason that is this machine's. */
        public static Unusable onThisMachine(String reason, String remedy) {
            return new Unusable(reason, remedy, true);
        }
    }
}
