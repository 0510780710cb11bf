package io.pilotlight.server;

import java.io.Serial;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/** Says that a server could not listen: the port is in use, or the host is not one of this machine's. */
public final class CannotListenException extends ServerException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String host;
    private final int port;

    CannotListenException(String host, int port, Throwable cause) {
        super("Cannot listen on " + host + ":" + port + ": " + reason(port, cause), cause);
        this.host = host;
        this.port = port;
    }

    /**
     * Returns the interface that was asked for.
     *
     * @return as given to the builder
     */
    public String host() {
        return host;
    }

    /**
     * Returns the port that was asked for.
     *
     * @return 0 to 65535
     */
    public int port() {
        return port;
    }

    private static String reason(int port, Throwable cause) {
        for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
                return "the name is not known; take an address of this machine, such as 127.0.0.1";
            }
            if (at instanceof BindException bind) {
                return reason(port, String.valueOf(bind.getMessage()));
            }
        }
        return cause + "; check host and port";
    }

    private static String reason(int port, String message) {
        if (message.contains("in use")) {
            return "the port is in use; stop what listens there, or take port 0 for a free one";
        }
        if (message.contains("Permission denied")) {
            return "no permission; ports below 1024 need a privileged user, take a higher one than " + port;
        }
        return message + "; take an address of this machine, such as 127.0.0.1";
    }
}
