package io.pilotlight.http;

/** Through what a request goes. */
public final class Proxy {
    /** Goes to the server itself. */
    public static final Proxy NONE = new Proxy();

    private Proxy() {}
}
