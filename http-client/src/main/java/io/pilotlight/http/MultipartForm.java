package io.pilotlight.http;

import io.pilotlight.http.multipart.FormPart;
import io.pilotlight.http.multipart.MultipartBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A form with files: its fields first, as requests sends them. */
final class MultipartForm {
    private static final String FAMILY = "multipart/";

    private MultipartForm() {}

    static Request.Content content(Pairs fields, List<Request.Field> files, @Nullable String byHand) {
        List<FormPart> parts = new ArrayList<>();
        fields.forEach((name, value) -> parts.add(FormPart.field(name, value)));
        files.forEach(file -> parts.add(file.part().named(file.name())));
        Optional<String> chosen = byHand == null ? Optional.empty() : MultipartBody.boundaryOf(byHand);
        MultipartBody body = body(parts, chosen.orElseGet(MultipartBody::randomBoundary));
        return new Request.Content(body, chosen.isPresent() ? null : type(byHand, body.boundary()));
    }

    private static MultipartBody body(List<FormPart> parts, String boundary) {
        try {
            return new MultipartBody(parts, boundary);
        } catch (IllegalArgumentException e) {
            throw new InvalidHeaderException("Content-Type: " + e.getMessage(), e);
        }
    }

    /** A type of the family gets the boundary that it lacks; any other is what the user wants. */
    private static @Nullable String type(@Nullable String byHand, String boundary) {
        if (byHand == null) {
            return "multipart/form-data; boundary=" + boundary;
        }
        boolean multipart = byHand.regionMatches(true, 0, FAMILY, 0, FAMILY.length());
        return multipart ? byHand + "; boundary=" + boundary : null;
    }
}
