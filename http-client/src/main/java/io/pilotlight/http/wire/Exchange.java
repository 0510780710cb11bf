package io.pilotlight.http.wire;

import io.pilotlight.http.wire.HeadReader.Head;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer over one connection. A server may answer before it has read all: then the rest is not sent if
 * the answer is a refusal, and what came is read even if sending failed.
 */
final class Exchange {
    private static final int CONTINUE = 100;

    private final Call call;
    private final Connection connection;
    private final Consumer<Connection> keep;
    private final HeadReader reader;
    private @Nullable Head early;

    Exchange(Call call, Connection connection, Consumer<Connection> keep) {
        this.call = call;
        this.connection = connection;
        this.keep = keep;
        this.reader = new HeadReader(connection.in(), call.options().limits());
    }

    WireResponse run(WireRequest request) throws WireException {
        try {
            call.attach(connection.line());
            @Nullable IOException unsent = null;
            boolean whole = false;
            try {
                whole = new RequestWriter(request, connection.out(), new Listening()).write();
                connection.line().written();
            } catch (IOException e) {
                unsent = e;
                requireReadable(e);
            }
            Head head = head(unsent);
            Framing framing = Framing.of(head, request.method());
            boolean reusable = framing.reusable() && whole && !closes(request);
            return new WireResponse(
                    head.version(),
                    head.status(),
                    head.reason(),
                    head.headers(),
                    framing.length(),
                    new AnswerBody(
                            AnswerBody.of(
                                    framing, connection.in(), call.options().limits()),
                            new End(reusable)));
        } catch (IOException e) {
            WireException meaning = call.explain(e, Kind.BROKEN, "the connection broke");
            giveUp();
            throw meaning;
        } catch (RuntimeException e) {
            giveUp();
            throw e;
        }
    }

    /** What the server says before it has read all. */
    private final class Listening implements RequestWriter.Server {
        @Override
        public boolean refuses() throws IOException {
            while (early == null && connection.answered()) {
                note(reader.next());
            }
            return early != null && early.status() >= 300;
        }

        /** Silence is leave, after a while; so is 100, and an answer that is there already is none. */
        @Override
        public boolean givesLeave() throws IOException {
            boolean leave = false;
            while (!leave && early == null && comes()) {
                Head head = reader.next();
                leave = head.status() == CONTINUE;
                note(head);
            }
            return early == null;
        }

        private boolean comes() throws IOException {
            call.patience().askingLeave(true);
            try {
                return connection.in().comes();
            } finally {
                call.patience().askingLeave(false);
            }
        }

        private void note(Head head) {
            early = head.interim() ? null : head;
        }
    }

    /** After a failure to send there may be an answer, unless it was not the connection that failed. */
    private void requireReadable(IOException e) throws WireException {
        WireException meaning = call.explain(e, Kind.BROKEN, "the connection broke while the request was sent");
        if (meaning.kind() != Kind.BROKEN) {
            throw meaning;
        }
    }

    private Head head(@Nullable IOException unsent) throws IOException {
        if (early != null) {
            return early;
        }
        try {
            return reader.read();
        } catch (IOException e) {
            WireException meaning = call.explain(e, reader.begun() ? Kind.BROKEN : Kind.NO_ANSWER, "no answer came");
            if (unsent != null) {
                meaning.addSuppressed(unsent);
            }
            throw meaning;
        }
    }

    private static boolean closes(WireRequest request) {
        for (String value : request.headers().all("Connection")) {
            if (value.toLowerCase(Locale.ROOT).contains("close")) {
                return true;
            }
        }
        return false;
    }

    private void giveUp() {
        connection.line().written();
        call.detach();
        connection.close();
    }

    /** What becomes of the connection. */
    private final class End implements AnswerBody.Ending {
        private final boolean reusable;

        End(boolean reusable) {
            this.reusable = reusable;
        }

        @Override
        public void whole() {
            boolean untouched = call.detach();
            if (untouched && reusable && !connection.leftOver()) {
                keep.accept(connection);
            } else {
                connection.close();
            }
        }

        @Override
        public WireException broken(IOException failure) {
            WireException meaning = call.explain(failure, Kind.CUT_BODY, "the connection broke");
            abandoned();
            return meaning;
        }

        @Override
        public void abandoned() {
            call.detach();
            connection.close();
        }
    }
}
