package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.measure.runner.PageAlignment;
import dev.squeezebench.records.LaunchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Why a phone cannot run an arm, as far as it can be told from here: before anything is pushed. */
public final class Refusal {
    /** Key of a runner's descriptor, before the name of an acceleration: the least API level that has it. */
    public static final String LEAST_API = "leastApi.";

    private static final int FIRST_WITH_COMPATIBILITY = 36;
    private static final String LINKER = "bionic.linker.16kb.app_compat.enabled";
    private static final String INSTALLER = "pm.16kb.app_compat.disabled";

    private Refusal() {}

    /** Of an acceleration that Android has from some level on; empty where the phone has it, or does not tell its level. */
    public static Optional<String> byLevel(RunnerDescriptor runner, String acceleration, PhoneFacts phone) {
        Optional<Integer> least = runner.word(LEAST_API + acceleration).map(Integer::parseInt);
        OptionalInt level = phone.api();
        return least.isPresent() && level.isPresent() && level.getAsInt() < least.get()
                ? Optional.of(acceleration + " needs Android's API level " + least.get() + ", and the device has level "
                        + level.getAsInt() + ": choose another target for it")
                : Optional.empty();
    }

    /**
     * Of libraries that are for smaller pages of memory than the phone has, where its compatibility mode does not help.
     *
     * @param libraries folder with those that would be installed
     */
    public static Optional<String> byPages(Path libraries, LaunchMode launch, PhoneFacts phone) throws IOException {
        return isCompatible(launch, phone)
                ? Optional.empty()
                : tooSmall(libraries, phone)
                        .map(found -> "the device has " + found + ", and the device's compatibility mode is off"
                                + (launch == LaunchMode.SHELL ? " for the shell" : "")
                                + ": choose another target, or turn the mode on by 'adb shell setprop " + LINKER
                                + " true'");
    }

    /**
     * What a reader has to know of a measurement with libraries that are for smaller pages than the phone has: nothing but the
     * compatibility mode loads them.
     *
     * @param libraries folder with those that were installed
     */
    static Optional<String> compatibilityMode(Path libraries, LaunchMode launch, PhoneFacts phone) throws IOException {
        return isCompatible(launch, phone)
                ? tooSmall(libraries, phone)
                        .map(found ->
                                "the app ran in Android's compatibility mode for pages of 4096 bytes: the device has "
                                        + found)
                : Optional.empty();
    }

    /** The phone's pages, and the first library that is for smaller ones. */
    private static Optional<String> tooSmall(Path libraries, PhoneFacts phone) throws IOException {
        if (phone.pageBytes().isEmpty() || !Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        int page = phone.pageBytes().getAsInt();
        List<Path> files;
        try (Stream<Path> all = Files.list(libraries)) {
            files = all.filter(file -> file.toString().endsWith(".so")).sorted().toList();
        }
        for (Path file : files) {
            OptionalLong alignment = PageAlignment.of(file);
            if (alignment.isPresent() && alignment.getAsLong() < page) {
                return Optional.of("pages of " + page + " bytes, " + file.getFileName() + " is for pages of "
                        + alignment.getAsLong() + " at most");
            }
        }
        return Optional.empty();
    }

    /**
     * Whether libraries for pages of 4 KiB are loaded all the same. Android 16 and newer turn that on by themselves for an app
     * that needs it, as long as nobody has forbidden it; the linker's own switch is for the shell, too.
     */
    private static boolean isCompatible(LaunchMode launch, PhoneFacts phone) {
        String linker = phone.properties().getOrDefault(LINKER, "");
        boolean installs = launch == LaunchMode.APK
                && phone.api().orElse(0) >= FIRST_WITH_COMPATIBILITY
                && !phone.properties().getOrDefault(INSTALLER, "").equals("true");
        return linker.equals("true") || (installs && !linker.equals("fatal"));
    }
}
