package dev.squeezebench.android.lab.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.lab.phone.PhoneFacts.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneFactsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);

    /** In the form of a Pixel 3 with Android 12: three properties, two clusters, an old thermal service. */
    private static final String PHONE = """
            ==properties
            [ro.build.version.release]: [12]
            [ro.build.version.sdk]: [31]
            [ro.product.cpu.abi]: [arm64-v8a]
            [ro.product.manufacturer]: [Google]
            [ro.product.model]: [Pixel 3]
            [ro.board.platform]: [sdm845]
            [ro.serialno]: [8A1X00001]
            [sys.boot_completed]: [1]
            [persist.empty]: []
            ==battery
            Current Battery Service state:
              AC powered: false
              USB powered: true
              Wireless powered: false
              status: 2
              level: 76
              scale: 100
              voltage: 4123
              temperature: 285
              technology: Li-ion
            ==thermal
            IsStatusOverride: false
            Thermal Status: 0
            Cached temperatures:
            \tTemperature{mValue=31.0, mType=3, mName=skin, mStatus=0}
            ==power
              mWakefulness=Awake
            ==low_power
            0
            ==page
            4096
            ==memory
            MemTotal:        3670000 kB
            MemFree:          100000 kB
            MemAvailable:    1800000 kB
            ==space
            Filesystem     1K-blocks     Used Available Use% Mounted on
            /dev/block/bootdevice/by-name/userdata
                            53684228 21000000  32552156  40% /data
            ==clock
            1795000001
            ==processors
            0 412 1766400
            1 412 1766400
            10 1024 2803200
            2 412 1766400
            4 1024 2803200
            """;

    @Test
    void aPhonesOwnWordsAreRead() {
        PhoneFacts phone = PhoneFacts.parse(PHONE);

        assertThat(phone.model()).hasValue("Pixel 3");
        assertThat(phone.soc()).hasValue("sdm845");
        assertThat(phone.serial()).hasValue("8A1X00001");
        assertThat(phone.api()).hasValue(31);
        assertThat(phone.pageBytes()).hasValue(4096);
        assertThat(phone.memory().availableBytes()).hasValue(1_800_000L << 10);
        assertThat(phone.freeBytes()).hasValue(32_552_156L << 10);
        assertThat(phone.battery().ratio()).hasValue(.76);
        assertThat(phone.battery().celsius()).hasValue(28.5);
        assertThat(phone.battery().powered()).hasValue(true);
        assertThat(phone.clusters())
                .containsExactly(
                        new Cluster(List.of(0, 1, 2), OptionalInt.of(412), OptionalLong.of(1_766_400)),
                        new Cluster(List.of(4, 10), OptionalInt.of(1024), OptionalLong.of(2_803_200)));
        assertThat(Fitness.obstacles(phone, NOW)).isEmpty();
    }

    @Test
    void whereTheKernelTellsNoCapacityClocksTellTheClusters() {
        PhoneFacts phone = PhoneFacts.parse("==processors\n0 - 1800000\n1 - 2900000\n2 - 1800000\n");

        assertThat(phone.clusters()).extracting(Cluster::processors).containsExactly(List.of(0, 2), List.of(1));
    }

    @Test
    void whatAPhoneDoesNotTellIsAbsent() {
        PhoneFacts phone = PhoneFacts.parse("""
                ==thermal
                Can't find service: thermalservice
                ==battery
                level: full
                ==processors
                * - -
                ==space
                ==clock
                yesterday
                ==page
                99999999999
                """);

        assertThat(phone.thermalStatus()).isEmpty();
        assertThat(phone.battery().ratio()).isEmpty();
        assertThat(phone.processors()).isEmpty();
        assertThat(phone.freeBytes()).isEmpty();
        assertThat(phone.clock()).isEmpty();
        assertThat(phone.pageBytes()).isEmpty();
        assertThat(phone.model()).isEmpty();
    }

    @Test
    void everyReasonWhyAPhoneIsNotFitIsTold() {
        assertThat(lines("level: 76", "level: 39")).containsExactly("its battery is at 39%: charge it to at least 40%");
        assertThat(lines("level: 76", "level: 91")).singleElement().asString().contains("at most 90%");
        assertThat(lines("level: 76", "level: 90")).isEmpty();
        assertThat(lines("temperature: 285", "temperature: 321"))
                .containsExactly("its battery has 32.1 °C: let it cool down to at most 32 °C");
        assertThat(lines("temperature: 285", "temperature: 320")).isEmpty();
        assertThat(lines("Thermal Status: 0", "Thermal Status: 1"))
                .singleElement()
                .asString()
                .contains("status 1");
        assertThat(lines("==low_power\n0", "==low_power\n1")).containsExactly("its battery saver is on: turn it off");
        assertThat(lines("MemAvailable:    1800000", "MemAvailable:    800000"))
                .singleElement()
                .asString()
                .contains("781 MiB of its memory");
        assertThat(lines("32552156", "100000")).singleElement().asString().contains("devices clean");
        assertThat(lines("[sys.boot_completed]: [1]", ""))
                .singleElement()
                .asString()
                .contains("home screen");
        assertThat(lines("1795000001", "" + NOW.minus(Duration.ofDays(1)).getEpochSecond()))
                .containsExactly("its clock is wrong by 24 hours: set date and time automatically in its settings");
    }

    /** Arabic, Persian and Devanagari ones. */
    @ParameterizedTest
    @ValueSource(strings = {"٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९"})
    void digitsOfThePhonesLanguageAreRead(String digits) {
        StringBuilder text = new StringBuilder();
        PHONE.substring(PHONE.indexOf("==battery"))
                .chars()
                .forEach(each -> text.append(each >= '0' && each <= '9' ? digits.charAt(each - '0') : (char) each));
        PhoneFacts ours = PhoneFacts.parse(PHONE);

        PhoneFacts phone = PhoneFacts.parse(PHONE.substring(0, PHONE.indexOf("==battery")) + text);

        assertThat(phone.battery()).isEqualTo(ours.battery());
        assertThat(phone.thermalStatus()).hasValue(0);
        assertThat(phone.lowPower()).hasValue(false);
        assertThat(phone.memory()).isEqualTo(ours.memory());
        assertThat(phone.freeBytes()).isEqualTo(ours.freeBytes());
        assertThat(phone.pageBytes()).hasValue(4096);
        assertThat(phone.clock()).isEqualTo(ours.clock());
        assertThat(phone.clusters()).isEqualTo(ours.clusters());
    }

    private static List<String> lines(String before, String after) {
        assertThat(PHONE).contains(before);
        return Fitness.obstacles(PhoneFacts.parse(PHONE.replace(before, after)), NOW).stream()
                .map(Fitness.Obstacle::line)
                .toList();
    }
}
