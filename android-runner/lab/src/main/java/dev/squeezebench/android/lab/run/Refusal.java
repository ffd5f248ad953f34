package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.measure.runner.PageAlignment;
import dev.squeezebench.records.LaunchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a phone cannot run an arm, as far as it can be told from here: before anything is pushed. */
public final class Refusal {
    /** Key of a runner's descriptor, before the name of an acceleration: the least API level that has it. */
    public static final String LEAST_API = "leastApi.";

    private static final int FIRST_WITH_COMPATIBILITY = 36;
    private static final String LINKER = "bionic.linker.16kb.app_compat.enabled";
    private static final String INSTALLER = "pm.16kb.app_compat.disabled";

    /** What a package says of its own libraries, before the kind of processors that they are for. */
    private static final String PACKED = "squeezebench.library.";

    private static final Pattern PACKED_LIBRARY = Pattern.compile("([0-9]{1,12}) ([A-Za-z0-9_.+-]{1,80})");

    private Refusal() {}

    /** A native library, and the largest page of memory that it can be loaded into. */
    private record Library(long pageBytes, String name) {}

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
        return isCompatible(launch, phone) ? tooSmall(libraries, phone).map(Refusal::ranInMode) : Optional.empty();
    }

    /**
     * A script that prints, as properties, what {@link #compatibilityMode(PhoneFacts)} has to know where the package's
     * libraries are absent: for each kind of processors the one that is for the smallest pages.
     */
    static String toldByPackage(PhoneApp app) throws IOException {
        StringBuilder script = new StringBuilder("echo ==properties\n");
        for (Path folder : sorted(app.jar().resolveSibling("lib"))) {
            strictest(folder)
                    .ifPresent(library -> script.append("echo '[" + PACKED + folder.getFileName() + "]: ["
                            + library.pageBytes() + ' ' + library.name() + "]'\n"));
        }
        return script.toString();
    }

    /**
     * What a reader has to know of a measurement that a package made on a hosted device.
     *
     * @param told by the package and by the phone that it ran on
     */
    public static Optional<String> compatibilityMode(PhoneFacts told) {
        Matcher library = PACKED_LIBRARY.matcher(
                told.properties().getOrDefault(PACKED + told.abi().orElse(""), ""));
        return library.matches()
                ? tooSmall(Optional.of(new Library(Long.parseLong(library.group(1)), library.group(2))), told)
                        .map(Refusal::ranInMode)
                : Optional.empty();
    }

    private static String ranInMode(String found) {
        return "the app ran in Android's compatibility mode for pages of 4096 bytes: the device has " + found;
    }

    /** Of a folder's libraries the one that is for the smallest pages. */
    private static Optional<Library> strictest(Path folder) throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (Path file : sorted(folder)) {
            String name = String.valueOf(file.getFileName());
            OptionalLong alignment = name.endsWith(".so") ? PageAlignment.of(file) : OptionalLong.empty();
            if (alignment.isPresent()) {
                libraries.add(new Library(alignment.getAsLong(), name.replaceAll("[^A-Za-z0-9_.+-]", "_")));
            }
        }
        return libraries.stream().min(Comparator.comparingLong(Library::pageBytes));
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** The phone's pages, and the library that is for the smallest ones where those are smaller. */
    private static Optional<String> tooSmall(Path libraries, PhoneFacts phone) throws IOException {
        return Files.isDirectory(libraries) ? tooSmall(strictest(libraries), phone) : Optional.empty();
    }

    private static Optional<String> tooSmall(Optional<Library> strictest, PhoneFacts phone) {
        OptionalInt page = phone.pageBytes();
        return strictest
                .filter(library -> page.isPresent() && library.pageBytes() < page.getAsInt())
                .map(library -> "pages of " + page.getAsInt() + " bytes, " + library.name() + " is for pages of "
                        + library.pageBytes() + " at most");
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
