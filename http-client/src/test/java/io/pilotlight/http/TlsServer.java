package io.pilotlight.http;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A server with a certificate of a private authority, over HTTP/2 or HTTP/1.1; answers with what it saw of its client. */
final class TlsServer implements AutoCloseable {
    static final HeldCertificate AUTHORITY = new HeldCertificate.Builder()
            .commonName("our own")
            .certificateAuthority(1)
            .build();
    static final HeldCertificate INTERMEDIATE = new HeldCertificate.Builder()
            .commonName("beneath our own")
            .certificateAuthority(0)
            .signedBy(AUTHORITY)
            .build();

    private final MockWebServer server = new MockWebServer();

    TlsServer(HeldCertificate certificate, boolean http2, boolean asksForClients) throws IOException {
        HandshakeCertificates.Builder handshake = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(AUTHORITY.certificate());
        server.useHttps(handshake.build().sslSocketFactory());
        server.setProtocols(http2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1));
        if (asksForClients) {
            server.requireClientAuth();
        }
        answer(request -> new MockResponse.Builder().body(client(request)).build());
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    /** What a test does with a request. */
    interface Script {
        MockResponse answer(RecordedRequest request) throws InterruptedException;
    }

    /** For localhost and 127.0.0.1, valid today. */
    static HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder()
                .commonName("server")
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(AUTHORITY);
    }

    static TlsServer plain() throws IOException {
        return new TlsServer(certificate().build(), false, false);
    }

    static Path authority(Path folder) throws IOException {
        return Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
    }

    void answer(Script script) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                return script.answer(request);
            }
        });
    }

    String url() {
        return "https://127.0.0.1:" + server.getPort() + "/";
    }

    int requests() {
        return server.getRequestCount();
    }

    RecordedRequest take() throws InterruptedException {
        return server.takeRequest();
    }

    @Override
    public void close() {
        server.close();
    }

    private static String client(RecordedRequest request) {
        Handshake handshake = request.getHandshake();
        return handshake == null || handshake.peerPrincipal() == null
                ? "nobody"
                : handshake.peerPrincipal().getName();
    }
}
