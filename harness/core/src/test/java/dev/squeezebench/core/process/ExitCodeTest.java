package dev.squeezebench.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.process.ExitCode.Platform;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    /** Numbers from signal(7) of Linux, signal(3) of macOS, and Microsoft's list of NTSTATUS values. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LINUX   | 0           | ended by itself with exit code 0
            LINUX   | 3           | ended by itself with exit code 3
            LINUX   | 255         | ended by itself with exit code 255
            LINUX   | -1          | ended by itself with exit code -1
            LINUX   | 129         | was killed by SIGHUP
            LINUX   | 134         | was killed by SIGABRT
            LINUX   | 135         | was killed by SIGBUS
            LINUX   | 138         | was killed by SIGUSR1
            LINUX   | 137         | was killed by SIGKILL, by a user or by the kernel because memory ran out
            LINUX   | 159         | was killed by SIGSYS
            LINUX   | 162         | was killed by signal 34
            MAC     | 138         | was killed by SIGBUS
            MAC     | 135         | was killed by SIGEMT
            MAC     | 140         | was killed by SIGSYS
            MAC     | 139         | was killed by SIGSEGV
            WINDOWS | -1073741819 | was ended by Windows with 0xC0000005 (access violation)
            WINDOWS | -1073740791 | was ended by Windows with 0xC0000409 (stack buffer overrun)
            WINDOWS | -1073741515 | was ended by Windows with 0xC0000135 (a DLL was not found)
            WINDOWS | -1073741790 | was ended by Windows with 0xC0000022
            WINDOWS | 137         | ended by itself with exit code 137
            """)
    void saysHowAProcessEnded(Platform platform, int code, String words) {
        assertThat(new ExitCode(code, platform).inWords()).isEqualTo(words);
    }

    /** What a process does to itself is not from outside; SIGHUP, SIGINT and SIGTERM may end the command as well. */
    @ParameterizedTest
    @CsvSource({
        "LINUX, 129, true, true",
        "LINUX, 130, true, true",
        "LINUX, 131, true, false",
        "LINUX, 137, true, false",
        "LINUX, 138, true, false",
        "LINUX, 143, true, true",
        "LINUX, 134, false, false",
        "LINUX, 135, false, false",
        "LINUX, 139, false, false",
        "LINUX, 1, false, false",
        "LINUX, 0, false, false",
        "MAC, 138, false, false",
        "MAC, 158, true, false",
        "WINDOWS, -1073741510, true, true",
        "WINDOWS, -1073741819, false, false",
        "WINDOWS, 130, false, false"
    })
    void tellsWhatWasDoneToAProcessFromWhatItDid(Platform platform, int code, boolean outside, boolean command) {
        ExitCode exit = new ExitCode(code, platform);

        assertThat(exit.isFromOutside()).isEqualTo(outside);
        assertThat(exit.mayEndTheCommand()).isEqualTo(command);
    }
}
