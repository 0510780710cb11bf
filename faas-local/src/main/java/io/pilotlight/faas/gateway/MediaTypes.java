package io.pilotlight.faas.gateway;

import java.util.Locale;

/** What a Content-Type says. */
final class MediaTypes {
    private MediaTypes() {}

    /** Returns the type without its parameters, in lower case. */
    static String essence(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    static boolean isJson(String contentType) {
        String type = essence(contentType);
        return type.equals("application/json") || type.endsWith("+json");
    }
}
