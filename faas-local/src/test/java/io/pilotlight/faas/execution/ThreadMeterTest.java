package io.pilotlight.faas.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotlight.core.function.Metering;
import io.pilotlight.faas.flow.Cost;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ThreadMeterTest {
    private static final long SHORT = Sampling.LONG_NANOS / 16;

    @Nested
    class WhatItReads {
        private final ThreadMeter meter = new ThreadMeter(Metering.EXACT);

        @Test
        void measuresCpuTimeAndItsPartsOfARunThatTakesSome() {
            ThreadMeter.Reading reading = meter.start();
            burn(60_000_000);
            Cost cost = meter.stop(reading, 1);
            assertThat(cost.runNanos()).isEqualTo(1);
            assertThat(cost.cpuNanos()).isGreaterThanOrEqualTo(60_000_000);
            assertThat(cost.userCpuNanos()).isBetween(0L, cost.cpuNanos());
        }

        @Test
        void measuresWhatWasAllocated() {
            ThreadMeter.Reading reading = meter.start();
            byte[] block = new byte[1 << 20];
            Cost cost = meter.stop(reading, 1);
            assertThat(cost.allocatedBytes()).isGreaterThanOrEqualTo(block.length);
        }

        @Test
        void countsNothingOfWhatCameBefore() {
            ThreadMeter.Reading reading = meter.start();
            burn(40_000_000);
            meter.stop(reading, 1);
            reading = meter.start();
            Cost cost = meter.stop(reading, 1);
            assertThat(cost.cpuNanos()).isLessThan(40_000_000);
            assertThat(cost.userCpuNanos()).isEqualTo(Cost.UNKNOWN);
        }

        @Test
        void knowsOnlyTheTimeOnAVirtualThread() throws Exception {
            assumeTrue(Runtime.version().feature() >= 21, "virtual threads need Java 21");
            AtomicReference<Cost> cost = new AtomicReference<>();
            Thread virtual = (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable) () -> {
                        ThreadMeter.Reading reading = meter.start();
                        cost.set(meter.stop(reading, 7));
                    });
            virtual.join();
            assertThat(cost.get()).isEqualTo(Cost.ofTime(7));
        }
    }

    @Nested
    class WhenItReads {
        @Test
        void exactMeansEachRun() {
            assertThat(measured(new ThreadMeter(Metering.EXACT), SHORT, 40)).hasSize(40);
        }

        @Test
        void ofShortRunsTheFirstAndAsManyAsTwoPercentOfTheirTimePayFor() {
            assertThat(measured(new ThreadMeter(Metering.SAMPLED), SHORT, 40)).containsExactly(0, 16, 32);
        }

        @Test
        void theShorterTheRunsTheFewerOfThem() {
            assertThat(measured(new ThreadMeter(Metering.SAMPLED), Sampling.LONG_NANOS / 2, 5))
                    .containsExactly(0, 2, 4);
            assertThat(measured(new ThreadMeter(Metering.SAMPLED), 1, Sampling.ONE_OF + 2))
                    .containsExactly(0, Sampling.ONE_OF);
        }

        @Test
        void eachRunAfterALongOne() {
            ThreadMeter meter = new ThreadMeter(Metering.SAMPLED);
            assertThat(measured(meter, Sampling.LONG_NANOS, 3)).containsExactly(0, 1, 2);
            assertThat(measured(meter, SHORT, 20)).containsExactly(0, 16);
        }

        @Test
        void aLongRunAmongShortOnesIsFollowedByAMeteredOne() {
            ThreadMeter meter = new ThreadMeter(Metering.SAMPLED);
            assertThat(measured(meter, SHORT, 5)).containsExactly(0);
            assertThat(measured(meter, Sampling.LONG_NANOS, 1)).isEmpty();
            assertThat(measured(meter, SHORT, 5)).containsExactly(0);
        }

        @Test
        void borrowedThreadsShareTheirFunctionsSampling() {
            Sampling sampling = new Sampling(Metering.SAMPLED);
            List<Integer> measured = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                if (!measured(ThreadMeter.borrowed(sampling), SHORT, 1).isEmpty()) {
                    measured.add(i);
                }
            }
            assertThat(measured).containsExactly(0, 16);
        }

        /** Which of a number of runs, counted from zero, were metered. */
        private List<Integer> measured(ThreadMeter meter, long runNanos, int runs) {
            List<Integer> measured = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                ThreadMeter.Reading reading = meter.start();
                Cost cost = meter.stop(reading, runNanos);
                assertThat(cost.runNanos()).isEqualTo(runNanos);
                assertThat(cost.cpuNanos() == Cost.UNKNOWN).isEqualTo(cost.allocatedBytes() == Cost.UNKNOWN);
                if (cost.cpuNanos() != Cost.UNKNOWN) {
                    measured.add(i);
                }
            }
            return measured;
        }
    }

    private static void burn(long nanos) {
        var threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + nanos;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }
}
