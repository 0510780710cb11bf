package io.pilotlight.benchmarks;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.faas.LocalRuntime;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.Message;

/** One invocation of a Java function that runs on its caller's thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InlineInvocation {

    /** Is made by JMH. */
    public InlineInvocation() {}

    /** A runtime with two functions. */
    @State(Scope.Benchmark)
    public static class Functions {
        final Order order = Order.sample();
        final byte[] message = Bill.message();
        final LocalRuntime runtime = LocalRuntime.create();

        /** Deploys the functions. */
        public Functions() {
            runtime.deploy(Order.inlineFunction("settle"));
            runtime.deploy(FunctionDefinition.builder("twice", Bill.class, (bill, context) -> bill.doubled())
                    .inline()
                    .build());
        }

        /**
         * Looks at a result.
         *
         * @throws InterruptedException if the benchmark is ended
         */
        @Setup
        public void check() throws InterruptedException {
            Bill.requireDoubled(runtime.invoke("twice", Event.json(message)).orThrow());
        }

        /** Closes the runtime. */
        @TearDown
        public void close() {
            runtime.close();
        }
    }

    /** What the least metering takes. */
    @State(Scope.Benchmark)
    public static class Gate {
        final Order order = Order.sample();
        final Semaphore permits = new Semaphore(10);
        final LongAdder nanos = new LongAdder();

        /** Is made by JMH. */
        public Gate() {}
    }

    /** An application of Spring's, its function looked up once. The one message is in its favour: to make it costs time. */
    @State(Scope.Benchmark)
    public static class Spring {
        final ConfigurableApplicationContext application = SpringFunctions.start();
        final Function<Message<byte[]>, Message<byte[]>> function = SpringFunctions.find(application);
        final Message<byte[]> message = SpringFunctions.message(Bill.message());

        /** Looks at a result. */
        public Spring() {
            Bill.requireDoubled(function.apply(message).getPayload());
        }

        /** Ends the application. */
        @TearDown
        public void close() {
            application.close();
        }
    }

    /**
     * Invokes a function that takes an object and gives one.
     *
     * @param its the runtime
     * @return the function's result
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public Object reference(Functions its) throws InterruptedException {
        return Order.requireSettled(
                its.runtime.invoke("settle", its.order, Order.class).orThrow());
    }

    /**
     * Does the work of {@link #reference} behind a semaphore and between two looks at the clock: the floor of what a
     * metered call can cost.
     *
     * @param its the gate
     * @return the result
     */
    @Benchmark
    public Object meteredCall(Gate its) {
        if (!its.permits.tryAcquire()) {
            throw new IllegalStateException("The gate is shut");
        }
        try {
            long started = System.nanoTime();
            Order result = its.order.settled();
            its.nanos.add(System.nanoTime() - started);
            return Order.requireSettled(result);
        } finally {
            its.permits.release();
        }
    }

    /**
     * Invokes a function with JSON, that takes a bean and gives one; its result is JSON.
     *
     * @param its the runtime
     * @return the function's result
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] json(Functions its) throws InterruptedException {
        return Bill.checked(its.runtime.invoke("twice", Event.json(its.message)).orThrow());
    }

    /**
     * Does the same with a function of Spring's catalog.
     *
     * @param its the application
     * @return the function's result
     */
    @Benchmark
    public byte[] springCatalog(Spring its) {
        return Bill.checked(its.function.apply(its.message).getPayload());
    }
}
