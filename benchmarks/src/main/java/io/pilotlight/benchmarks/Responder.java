package io.pilotlight.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * The server of the HTTP benchmarks, in a Java virtual machine of its own: what it compiles, and the memory it uses, are
 * not those of what is measured. Answers all sides, and does as little as a server can.
 */
final class Responder {
    private Responder() {}

    /** Serves until its standard input ends, which it does also when the process that started it was killed. */
    public static void main(String[] words) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread orphaned = new Thread(Responder::endWithInput);
        orphaned.setDaemon(true);
        orphaned.start();
        System.out.println(((InetSocketAddress) listener.getLocalAddress()).getPort());
        if (words[0].equals(ResponderChild.SMALL)) {
            new SmallAnswers(listener).serve();
        } else {
            LargeAnswers.serve(listener);
        }
    }

    private static void endWithInput() {
        try {
            System.in.readAllBytes();
        } catch (IOException ended) {
            // as well
        }
        Runtime.getRuntime().halt(0);
    }
}
