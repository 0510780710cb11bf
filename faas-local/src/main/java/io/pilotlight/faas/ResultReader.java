package io.pilotlight.faas;

import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.json.Json;
import io.pilotlight.faas.flow.Result;
import java.util.function.Function;

/** Makes of a result what its caller asked for. */
final class ResultReader<O> {
    private final Function<Result, O> read;

    private ResultReader(Function<Result, O> read) {
        this.read = read;
    }

    /** Gives bytes; an object is written as JSON. */
    static ResultReader<byte[]> bytes(Json json) {
        return new ResultReader<>(result -> bytes(result, json));
    }

    /** Gives a type: an object that is of it as it is, everything else by way of JSON. */
    static <O> ResultReader<O> of(Class<O> type, Json json) {
        return new ResultReader<>(
                result -> result instanceof Result.Reference reference && type.isInstance(reference.value())
                        ? type.cast(reference.value())
                        : json.read(bytes(result, json), type));
    }

    /** Reads an outcome. What cannot be read is a failure of the function: it gave something else than it should. */
    Outcome<O> read(Outcome<Result> outcome) {
        try {
            return outcome.map(read);
        } catch (RuntimeException e) {
            return new Outcome.Failed<>(Failure.of(Failure.Kind.RESULT, e), outcome.usage());
        }
    }

    private static byte[] bytes(Result result, Json json) {
        return result instanceof Result.Bytes bytes ? bytes.bytes() : json.write(result.value());
    }
}
