package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CheckedBodyTest {
    private static Body saying(long length, String content) {
        return new CheckedBody(Body.streaming(new ByteArrayInputStream(content.getBytes()), OptionalLong.of(length)));
    }

    @Test
    void passesOnWhatIsAsLongAsItSays() throws IOException {
        assertThat(saying(3, "abc").bytes()).hasSize(3);
        assertThat(saying(0, "").bytes()).isEmpty();
        assertThat(new CheckedBody(Body.streaming(new ByteArrayInputStream(new byte[9]), OptionalLong.empty())).bytes())
                .hasSize(9);
    }

    @Test
    void refusesWhatEndsEarlyOrGoesOn() {
        assertThatThrownBy(() -> saying(4, "abc").bytes())
                .isInstanceOf(CheckedBody.UnreadableException.class)
                .hasMessageContaining("4 bytes, and ended after 3");
        assertThatThrownBy(() -> saying(2, "abc").bytes())
                .isInstanceOf(CheckedBody.UnreadableException.class)
                .hasMessageContaining("goes on");
    }

    @Test
    void tellsThatItWasTheBodyThatFailed() {
        Body broken = Body.streaming(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk on fire");
                    }
                },
                OptionalLong.empty());
        assertThatThrownBy(() -> new CheckedBody(broken).bytes())
                .isInstanceOf(CheckedBody.UnreadableException.class)
                .hasMessageContaining("disk on fire");
    }
}
