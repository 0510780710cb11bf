package io.pilotlight.faas;

import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.json.Json;
import io.pilotlight.faas.flow.Result;

/** Makes of a result what its caller asked for. */
sealed interface ResultReader<O> {

    /** Makes a value; throws if the result is nothing of the kind. */
    O value(Result result);

    /** Reads an outcome. What cannot be read is a failure of the function: it gave something else than it should. */
    default Outcome<O> read(Outcome<Result> outcome) {
        try {
            return outcome instanceof Outcome.Succeeded<Result> succeeded
                    ? new Outcome.Succeeded<>(value(succeeded.value()), succeeded.usage())
                    : outcome.map(this::value);
        } catch (RuntimeException e) {
            return new Outcome.Failed<>(Failure.of(Failure.Kind.RESULT, e), outcome.usage());
        }
    }

    private static byte[] bytes(Result result, Json json) {
        return result instanceof Result.Bytes bytes ? bytes.bytes() : json.write(result.value());
    }

    /** Gives bytes; an object is written as JSON. */
    record Raw(Json json) implements ResultReader<byte[]> {
        @Override
        public byte[] value(Result result) {
            return bytes(result, json);
        }
    }

    /** Gives a type: an object that is of it as it is, everything else by way of JSON. */
    record Typed<O>(Class<O> type, Json json) implements ResultReader<O> {
        @Override
        public O value(Result result) {
            if (result instanceof Result.Reference reference && type.isInstance(reference.value())) {
                return type.cast(reference.value());
            }
            return json.read(bytes(result, json), type);
        }
    }
}
