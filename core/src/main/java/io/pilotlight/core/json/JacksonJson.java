package io.pilotlight.core.json;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one place that knows Jackson. */
final class JacksonJson implements Json {
    static final Json STANDARD = new JacksonJson();

    /** Made when it is first used: it takes longer than a program that reads no JSON would like to wait. */
    private static final class OnDemand {
        static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .addModule(new RefuseNotFinite())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();
    }

    @Override
    public byte[] write(@Nullable Object value) {
        try {
            return OnDemand.MAPPER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new JsonException(
                    "Cannot write a "
                            + (value == null ? "null" : value.getClass().getName()) + " as JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    @Override
    public @Nullable Object read(byte[] json, Type type) {
        try {
            JsonMapper mapper = OnDemand.MAPPER;
            return mapper.readValue(json, mapper.constructType(type));
        } catch (StreamReadException e) {
            throw new JsonException("This is no JSON" + where(e) + ": " + e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            throw new JsonException(
                    "This JSON does not fit " + type.getTypeName() + where(e) + ": " + e.getOriginalMessage(), e);
        }
    }

    private static String where(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
