package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.phone.PhoneFacts.Processor;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.WarningCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has to stay as it is while a round runs.
 *
 * @param powered whether the phone is plugged in; absent where it does not tell
 * @param awake whether its screen is on; absent where it does not tell
 */
record Conditions(Optional<Boolean> powered, Optional<Boolean> awake) {
    private static final Pattern LIMIT = Pattern.compile("cpu([0-9]{1,4})_frequency_limit");
    private static final double HERTZ_PER_KILOHERTZ = 1_000;

    /** Limits are rounded to a step of the clock. */
    private static final double CAPPED = .98;

    static Conditions of(PhoneFacts phone) {
        return new Conditions(phone.battery().powered(), phone.awake());
    }

    /** As a word that the phone keeps beside the round: a letter for each, y, n or u. */
    String word() {
        return letter(powered) + letter(awake);
    }

    private static String letter(Optional<Boolean> value) {
        return value.map(yes -> yes ? "y" : "n").orElse("u");
    }

    /** Reads such a word; another one says nothing. */
    static Conditions parse(String word) {
        return new Conditions(value(word, 0), value(word, 1));
    }

    private static Optional<Boolean> value(String word, int at) {
        char letter = word.length() > at ? word.charAt(at) : 'u';
        return letter == 'y' || letter == 'n' ? Optional.of(letter == 'y') : Optional.empty();
    }

    /** What is otherwise now, by flag. */
    Map<String, String> changed(PhoneFacts after) {
        Map<String, String> flags = new LinkedHashMap<>();
        if (differs(powered, after.battery().powered())) {
            flags.put(WarningCode.CHARGING_CHANGED.word(), "the device was plugged in or unplugged during the round");
        }
        if (awake.equals(Optional.of(true)) && after.awake().equals(Optional.of(false))) {
            flags.put(WarningCode.SCREEN_OFF.word(), "the screen went off during the round");
        }
        return flags;
    }

    /** What a phone does not tell did not change. */
    private static boolean differs(Optional<Boolean> one, Optional<Boolean> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    /** What the phone's readings during a round say that must not be, by flag. */
    static Map<String, String> met(List<Reading> readings, PhoneFacts phone) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (Reading reading : readings) {
            if (reading.name().equals("thermal_status") && reading.value() > 0) {
                flags.putIfAbsent(
                        WarningCode.THROTTLED.word(),
                        "during the round Android reported thermal status " + Math.round(reading.value()));
            }
            if (reading.name().equals("screen_on") && reading.value() == 0) {
                flags.putIfAbsent(WarningCode.SCREEN_OFF.word(), "the screen was off during the round");
            }
            Matcher limit = LIMIT.matcher(reading.name());
            if (limit.matches()) {
                OptionalLong most = maxKhz(phone, Integer.parseInt(limit.group(1)));
                if (most.isPresent() && reading.value() < CAPPED * HERTZ_PER_KILOHERTZ * most.getAsLong()) {
                    flags.putIfAbsent(
                            WarningCode.FREQUENCY_CAPPED.word(),
                            String.format(
                                    Locale.ROOT,
                                    "processor %s was held to %.2f of its %.2f GHz during the round",
                                    limit.group(1),
                                    reading.value() / 1e9,
                                    most.getAsLong() / 1e6));
                }
            }
        }
        return flags;
    }

    private static OptionalLong maxKhz(PhoneFacts phone, int processor) {
        return phone.processors().stream()
                .filter(each -> each.number() == processor)
                .map(Processor::maxKhz)
                .findFirst()
                .orElse(OptionalLong.empty());
    }
}
