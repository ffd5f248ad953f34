package dev.squeezebench.android.app.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuClustersTest {
    private final Path folder;

    CpuClustersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void capacitiesDecideWhereTheKernelHasThemOfEveryProcessor() throws IOException {
        // A Snapdragon 8 Gen 1: its one prime core is number 7, and frequencies alone would order the others otherwise.
        for (int cpu = 0; cpu < 8; cpu++) {
            processor(cpu, cpu < 4 ? 325 : cpu < 7 ? 828 : 1024, cpu < 4 ? 2_600_000 : 2_500_000);
        }
        CpuClusters clusters = CpuClusters.read(folder);
        assertThat(clusters.choose("little")).containsExactly(0, 1, 2, 3);
        assertThat(clusters.choose("mid")).containsExactly(4, 5, 6);
        assertThat(clusters.choose("big")).containsExactly(7);
        assertThat(clusters.choose("any")).isEmpty();
        assertThat(clusters.clusters().get(2).capacity()).isEqualTo(OptionalLong.of(1024));
    }

    @Test
    void withoutCapacitiesFrequenciesDecide() throws IOException {
        for (int cpu = 0; cpu < 4; cpu++) {
            processor(cpu, 0, cpu < 2 ? 2_800_000 : 1_700_000);
        }
        CpuClusters clusters = CpuClusters.read(folder);
        assertThat(clusters.choose("little")).containsExactly(2, 3);
        assertThat(clusters.choose("big")).containsExactly(0, 1);
        assertThatThrownBy(() -> clusters.choose("mid"))
                .hasMessage(
                        "--cores mid: this phone has 2 kinds of processors and none between; choose big, little or any");
    }

    @Test
    void processorsThatAreAlikeHaveNoBigOne() throws IOException {
        for (int cpu = 0; cpu < 2; cpu++) {
            processor(cpu, 0, 0);
        }
        assertThat(CpuClusters.read(folder).clusters())
                .containsExactly(new CpuClusters.Cluster(List.of(0, 1), OptionalLong.empty(), OptionalLong.empty()));
        assertThatThrownBy(() -> CpuClusters.read(folder).choose("big"))
                .hasMessage("--cores big: all processors of this device are alike; choose any or a mask");
    }

    @Test
    void aMaskNamesProcessorsThatAreThere() throws IOException {
        for (int cpu = 0; cpu < 8; cpu++) {
            processor(cpu, 1024, 0);
        }
        CpuClusters clusters = CpuClusters.read(folder);
        assertThat(clusters.choose("f0")).containsExactly(4, 5, 6, 7);
        assertThat(clusters.choose("0x81")).containsExactly(0, 7);
        assertThatThrownBy(() -> clusters.choose("100"))
                .hasMessage("--cores 100: it names [8], and this device has processors [0, 1, 2, 3, 4, 5, 6, 7]");
        assertThatThrownBy(() -> clusters.choose("0")).hasMessageContaining("it names []");
        assertThatThrownBy(() -> clusters.choose("prime"))
                .hasMessage("--cores prime: give big, mid, little, any, or a mask of hexadecimal digits");
    }

    @Test
    void whoeverRanOutsideOfTheChosenProcessorsHasLeftThem() throws IOException {
        for (int cpu = 0; cpu < 8; cpu++) {
            processor(cpu, cpu < 4 ? 325 : 1024, 0);
        }
        CpuClusters clusters = CpuClusters.read(folder);
        assertThat(clusters.left("big", Set.of(4, 7))).isEmpty();
        assertThat(clusters.left("big", Set.of(4, 0)))
                .contains("ran on processors [0], and --cores big is [4, 5, 6, 7]");
        // A mask may name several kinds of processors.
        assertThat(clusters.left("18", Set.of(3, 4))).isEmpty();
        assertThat(clusters.left("18", Set.of(5))).contains("ran on processors [5], and --cores 18 is [3, 4]");
    }

    @Test
    void withoutAChoiceWhoeverMovedBetweenKindsOfProcessorsHasLeft() throws IOException {
        for (int cpu = 0; cpu < 8; cpu++) {
            processor(cpu, cpu < 4 ? 325 : 1024, 0);
        }
        CpuClusters clusters = CpuClusters.read(folder);
        assertThat(clusters.left("any", Set.of(4, 5, 6, 7))).isEmpty();
        assertThat(clusters.left("any", Set.of())).isEmpty();
        assertThat(clusters.left("any", Set.of(3, 4))).hasValueSatisfying(how -> assertThat(how)
                .startsWith("moved between kinds of processors while it measured, [[0, 1, 2, 3], [4, 5, 6, 7]]"));
    }

    private void processor(int cpu, int capacity, long maxKhz) throws IOException {
        Path own = Files.createDirectories(folder.resolve("cpu" + cpu));
        Files.createDirectories(folder.resolve("cpufreq"));
        if (capacity > 0) {
            Files.writeString(own.resolve("cpu_capacity"), capacity + "\n");
        }
        if (maxKhz > 0) {
            Files.writeString(
                    Files.createDirectories(own.resolve("cpufreq")).resolve("cpuinfo_max_freq"), maxKhz + "\n");
        }
    }
}
