package dev.crossfade.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What programs and the kernel write, read right. */
class ReadingTest {
    @Test
    void aProcessMayHaveAnyName() {
        String stat = "4242 (a) b (c) S 1 4242 4242 0 -1 4194560 2 3 4 5 700 42 9 9 20 0 33 0 1234 99 7 18446744";
        assertThat(CpuClock.processTicks(stat)).isEqualTo(742);
    }

    @Test
    void idleWaitingAndStolenTimeIsNoWork() {
        assertThat(CpuClock.machineTicks("cpu  100 20 3 9999 8888 400 5000 7777 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n"))
                .isEqualTo(5523);
    }

    @Test
    void thisProcessUsesCpuTime() throws InterruptedException {
        CpuClock clock = CpuClock.start(null);
        List<CpuClock.Reading> readings = clock.stop();
        assertThat(readings).isNotEmpty();
        assertThat(readings.get(0).machineMicros()).isPositive();
    }

    /** A transaction each millisecond for two seconds; those of the steady part take 10 to 1009 µs, the others 1 s. */
    @Test
    void measuresTheSteadyPartOnly() throws IOException {
        PgbenchLog log = new PgbenchLog();
        long begin = 1_700_000_000_000_000L;
        for (int i = 0; i < 2_000; i++) {
            long end = begin + i * 1_000L;
            long latency = i > 500 && i <= 1_500 ? 9 + i - 500 : 1_000_000;
            log.add("0 " + i + " " + latency + " 0 " + end / 1_000_000 + " " + end % 1_000_000);
        }
        List<CpuClock.Reading> readings = new ArrayList<>();
        for (int tenth = -5; tenth < 30; tenth++) {
            readings.add(new CpuClock.Reading(begin + tenth * 100_000L, tenth * 5_000L, tenth * 90_000L));
        }
        PgbenchLog.Steady steady = log.steady(readings, 450_000);
        assertThat(steady.transactions()).isEqualTo(1_000);
        assertThat(steady.seconds()).isEqualTo(1.0);
        assertThat(steady.perSecond()).isEqualTo(1_000);
        assertThat(steady.p50Micros()).isEqualTo(509);
        assertThat(steady.p99Micros()).isEqualTo(999);
        assertThat(steady.processMicros()).isEqualTo(50_000);
        assertThat(steady.machineMicros()).isEqualTo(900_000);
    }

    @Test
    void aRunThatIsTooShortIsNoMeasurement() throws IOException {
        PgbenchLog log = new PgbenchLog();
        log.add("0 1 100 0 1700000000 1");
        assertThatThrownBy(() -> log.steady(List.of(new CpuClock.Reading(1_700_000_000_000_001L, 0, 0)), 0))
                .isInstanceOf(TooShortException.class)
                .hasMessageContaining("1 transactions");
    }

    @Test
    void aTransactionThatFailedIsNoMeasurement() {
        assertThatThrownBy(() -> new PgbenchLog().add("0 199 failed 0 1499414498 84905"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("failed");
    }

    /** The first second and the last are left out; a clock that ticks as the lines come. */
    @Test
    void sysbenchSaysHowManyEachSecondAndHowLongTheyTook() throws IOException {
        SysbenchOutput output = new SysbenchOutput();
        long begin = 1_700_000_000_000_000L;
        output.line("Threads started!", begin);
        double[] perSecond = {50_000, 1_000, 3_000, 70_000};
        for (int i = 0; i < perSecond.length; i++) {
            output.line(
                    "[ " + (i + 1) + "s ] thds: 16 tps: " + perSecond[i] + "0 qps: 9.00 (r/w/o: 9.00/0.00/0.00)"
                            + " lat (ms,95%): 0.58 err/s: 0.00 reconn/s: 0.00",
                    begin + (i + 1) * 1_000_000L);
        }
        output.line("       0.100 |*****                                    97", begin);
        output.line("       1.250 |                                         2", begin);
        output.line("       9.000 |                                         1", begin);
        List<CpuClock.Reading> readings = new ArrayList<>();
        for (int tenth = 0; tenth < 50; tenth++) {
            readings.add(new CpuClock.Reading(begin + tenth * 100_000L, tenth * 5_000L, tenth * 90_000L));
        }
        SysbenchOutput.Steady steady = output.steady(readings);
        assertThat(steady.perSecond()).isEqualTo(2_000);
        assertThat(steady.processMicros()).isEqualTo(25);
        assertThat(steady.machineMicros()).isEqualTo(450);
        assertThat(output.quantileMicros(0.5)).isEqualTo(100);
        assertThat(output.quantileMicros(0.99)).isEqualTo(1_250);
        assertThat(output.quantileMicros(1)).isEqualTo(9_000);
    }

    @Test
    void aRunOfTwoSecondsIsTooShortForSysbench() {
        SysbenchOutput output = new SysbenchOutput();
        output.line("[ 1s ] thds: 16 tps: 10.00 qps: 9.00 (r/w/o: 9.00/0.00/0.00)", 1_000_000);
        output.line("[ 2s ] thds: 16 tps: 10.00 qps: 9.00 (r/w/o: 9.00/0.00/0.00)", 2_000_000);
        assertThatThrownBy(() -> output.steady(List.of())).isInstanceOf(TooShortException.class);
    }

    @Test
    void pgbouncerMustKnowPreparedStatements() {
        assertThat(Peers.isNewEnough("PgBouncer 1.18.0\nlibevent 2.1.12-stable\n"))
                .isFalse();
        assertThat(Peers.isNewEnough("PgBouncer 1.21.0\n")).isTrue();
        assertThat(Peers.isNewEnough("PgBouncer 2.0.1\n")).isTrue();
        assertThat(Peers.isNewEnough("pgbouncer: not found")).isFalse();
    }

    @Test
    void onlyLibrariesComeWithAPackage() {
        String simulation = """
                Reading package lists...
                Inst libc6 (2.43-7 Debian:unstable [amd64]) []
                Inst perl-base (5.42.3-1 Debian:unstable [amd64])
                Inst zlib1g (1:1.3 Debian:unstable [amd64])
                Inst pgbouncer (1.26.1-1 Debian:unstable [amd64])
                Conf libc6 (2.43-7 Debian:unstable [amd64])
                """;
        assertThat(DebianPackages.needed("pgbouncer", simulation)).containsExactly("libc6", "zlib1g", "pgbouncer");
    }
}
