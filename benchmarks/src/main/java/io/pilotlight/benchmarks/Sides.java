package io.pilotlight.benchmarks;

import io.pilotlight.benchmarks.Turns.Cost;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a benchmark in which sides take turns has found; zero where it looked for nothing. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Sides {
    /** Pilotlight: how often in a second, or how many nanoseconds. */
    public double ours;

    /** Its peer: how often in a second, or how many nanoseconds. */
    public double peer;

    /** A third that stands beside both: the limit of the machine, or another peer. */
    public double floor;

    /** How long Pilotlight keeps its caller's CPU busy each time, in nanoseconds. */
    public double oursCpu;

    /** How long its peer keeps its caller's CPU busy each time, in nanoseconds. */
    public double peerCpu;

    /** What Pilotlight allocates each time, in bytes. */
    public double oursBytes;

    /** What its peer allocates each time, in bytes. */
    public double peerBytes;

    /** How many answers of Pilotlight were not to what was asked. */
    public double oursWrong;

    /** How many answers of its peer were not to what was asked. */
    public double peerWrong;

    /** Is made by JMH. */
    public Sides() {}

    /** Takes over what ours, the peer and, if there is one, the floor cost. */
    void show(List<Cost> costs) {
        ours = costs.get(0).inASecond();
        oursCpu = costs.get(0).cpu();
        oursBytes = costs.get(0).bytes();
        peer = costs.get(1).inASecond();
        peerCpu = costs.get(1).cpu();
        peerBytes = costs.get(1).bytes();
        floor = costs.size() > 2 ? costs.get(2).inASecond() : 0;
    }
}
