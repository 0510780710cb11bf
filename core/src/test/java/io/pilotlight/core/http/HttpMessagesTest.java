package io.pilotlight.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpMessagesTest {
    @Test
    void aRequestSplitsItsTargetAndDecodesNothing() {
        HttpRequest request = HttpRequest.get("/a%20b?x=%2F&y=?");
        assertThat(request.path()).isEqualTo("/a%20b");
        assertThat(request.query()).isEqualTo("x=%2F&y=?");
        assertThat(HttpRequest.get("/").query()).isEmpty();
    }

    @Test
    void aRequestRefusesATargetWithoutASlash() {
        assertThatThrownBy(() -> HttpRequest.get("pets")).hasMessageContaining("'pets'");
        assertThatThrownBy(() -> HttpRequest.builder(" ", "/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aResponseRefusesAStatusThatIsNone() {
        assertThatThrownBy(() -> HttpResponse.of(99)).hasMessageContaining("99");
        assertThat(HttpResponse.text(200, "x").withHeader("content-type", "a/b").headers())
                .hasToString("[content-type: a/b]");
    }

    @Test
    void aBodyInMemoryIsReadOftenAndCannotBeChanged() throws IOException {
        byte[] bytes = {1, 2};
        Body body = Body.of(bytes);
        bytes[0] = 9;
        body.bytes()[1] = 9;
        assertThat(body.bytes()).containsExactly(1, 2);
        assertThat(body.stream().readAllBytes()).containsExactly(1, 2);
        assertThat(body.length()).hasValue(2);
        assertThat(body.repeatable()).isTrue();
    }

    @Test
    void aStreamIsReadOnceAndClosedWithItsBody() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        Body body = Body.streaming(
                new ByteArrayInputStream(new byte[3]) {
                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                },
                OptionalLong.empty());
        assertThat(body.bytes()).hasSize(3);
        assertThatThrownBy(body::bytes).isInstanceOf(IllegalStateException.class);
        assertThat(body.repeatable()).isFalse();
        assertThat(closed).hasValue(1);
    }
}
