package dev.squeezebench.cli.lab;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.ListedDevice;
import dev.squeezebench.android.lab.phone.Fitness;
import dev.squeezebench.android.lab.phone.PhoneEnvironment;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.phone.Phones;
import dev.squeezebench.cli.options.LabPlan;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.WarningCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A phone that a plan selects, as it was when the laboratory began.
 *
 * @param word for it in targets and files: its serial, hashed unless the user asked for names in clear
 * @param serial by which adb names it; never saved
 * @param server adb server that knows it
 * @param device as results name it; absent where it could not be asked
 * @param obstacle why it is not measured; absent where it is
 */
record LabPhone(String word, String serial, String server, Optional<Device> device, Optional<String> obstacle) {
    private static final Set<String> PASSES = Set.of(WarningCode.HOT.word(), WarningCode.THROTTLED.word());

    /** Asked at once: one that hangs takes its own time limit alone. */
    private static final int MOST_AT_ONCE = 16;

    /**
     * Those that a plan selects; one that cannot be measured says why.
     *
     * @throws InterruptedException when the calling thread was interrupted while they were asked
     */
    static List<LabPhone> select(LabPlan plan, List<ListedDevice> listed, Redaction redaction, Instant now)
            throws InterruptedException {
        List<Callable<LabPhone>> questions = listed.stream()
                .filter(each -> plan.selects(each.serial())
                        && (each.model().isEmpty()
                                || plan.selectsModel(each.model().get())))
                .<Callable<LabPhone>>map(each -> () -> of(each, listed, redaction, now))
                .toList();
        List<LabPhone> phones = asked(questions);
        for (String serial : plan.serials()) {
            if (listed.stream().noneMatch(each -> each.serial().equals(serial))) {
                phones.add(new LabPhone(
                        redaction.name(serial),
                        serial,
                        "",
                        Optional.empty(),
                        Optional.of("it is not connected: plug it in")));
            }
        }
        return List.copyOf(phones);
    }

    private static List<LabPhone> asked(List<Callable<LabPhone>> questions) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_ONCE, work -> {
            Thread thread = new Thread(work, "asks a phone");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<LabPhone> phones = new ArrayList<>();
            for (Future<LabPhone> answer : threads.invokeAll(questions)) {
                phones.add(answer.get());
            }
            return phones;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static LabPhone of(ListedDevice listed, List<ListedDevice> all, Redaction redaction, Instant now) {
        Optional<Device> device = Optional.empty();
        Optional<String> obstacle = listed.obstacle();
        if (obstacle.isEmpty() && Phones.isAmbiguous(listed, all)) {
            obstacle = Optional.of("another device has the same serial: unplug all but one of them");
        }
        if (obstacle.isEmpty()) {
            try {
                PhoneFacts facts = PhoneFacts.of(listed.open());
                device = Optional.of(PhoneEnvironment.device(facts));
                // A warm one is waited for before its first round.
                String reasons = Fitness.obstacles(facts, now).stream()
                        .filter(each -> !PASSES.contains(each.flag()))
                        .map(Fitness.Obstacle::line)
                        .collect(Collectors.joining("; "));
                obstacle = reasons.isEmpty() ? Optional.empty() : Optional.of(reasons);
            } catch (AdbException e) {
                obstacle = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return new LabPhone(
                redaction.name(listed.serial()),
                listed.serial(),
                listed.server().toString(),
                device,
                obstacle);
    }

    /** Whether it is measured. */
    boolean isFit() {
        return obstacle.isEmpty() && device.isPresent();
    }

    /** Name for tables. */
    String name() {
        return device.flatMap(Device::model).orElse("phone");
    }
}
