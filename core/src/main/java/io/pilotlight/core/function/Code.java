package io.pilotlight.core.function;

import io.pilotlight.core.Environment;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a function's code is: in this process, or in a folder that an environment runs. */
public sealed interface Code {

    /**
     * A handler in this process that takes JSON read into a type, and whose result is written as JSON.
     *
     * @param inputType what the event is read into
     * @param handlers where its workers have their handler from
     */
    record Typed(Type inputType, HandlerSource<Object, @Nullable Object> handlers) implements Code {
        /** Checks the parts. */
        public Typed {
            Objects.requireNonNull(inputType, "inputType");
            Objects.requireNonNull(handlers, "handlers");
        }
    }

    /**
     * A handler in this process that takes the event as it is and gives bytes.
     *
     * @param handlers where its workers have their handler from
     */
    record Raw(HandlerSource<Event, byte[]> handlers) implements Code {
        /** Checks the part. */
        public Raw {
            Objects.requireNonNull(handlers, "handlers");
        }
    }

    /**
     * A handler in a folder of source files, run by worker processes of an environment.
     *
     * <p>{@code "images.resize"} is the function {@code resize} of the module {@code images}: the file
     * {@code images.py}, or {@code images.js}, {@code images.cjs} or {@code images.mjs}, in the folder.
     *
     * @param environment whose interpreter and packages run the code
     * @param folder the source folder
     * @param handler module and function, with a dot between
     */
    record Program(Environment environment, Path folder, String handler) implements Code {
        private static final Pattern HANDLER =
                Pattern.compile("[\\w$/-]+(\\.[\\w$/-]+)*\\.[\\w$]+", Pattern.UNICODE_CHARACTER_CLASS);

        /**
         * Checks the parts, and makes the folder absolute.
         *
         * @throws IllegalArgumentException if the handler does not read like {@code module.function}
         */
        public Program {
            Objects.requireNonNull(environment, "environment");
            folder = folder.toAbsolutePath().normalize();
            if (!HANDLER.matcher(handler).matches()) {
                throw new IllegalArgumentException("Not a handler: '" + handler
                        + "'; name module and function with a dot between, such as images.resize");
            }
        }
    }
}
