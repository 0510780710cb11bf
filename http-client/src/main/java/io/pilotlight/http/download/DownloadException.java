package io.pilotlight.http.download;

import io.pilotlight.http.InvalidResponseException;
import io.pilotlight.http.Response;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that what came is not what was to be downloaded: a wrong checksum, or an answer that makes no sense. */
public final class DownloadException extends InvalidResponseException {
    @Serial
    private static final long serialVersionUID = 1L;

    DownloadException(String message, @Nullable Response response) {
        super(message, null);
        if (response != null) {
            about(response.request(), response);
        }
    }
}
