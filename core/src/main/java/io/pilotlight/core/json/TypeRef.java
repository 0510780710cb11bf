package io.pilotlight.core.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Names a type with its type arguments, which a {@link Class} cannot.
 *
 * <p>Made by an anonymous subclass: {@code new TypeRef<List<Integer>>() {}}.
 *
 * @param <T> the type that is named
 */
public abstract class TypeRef<T> {
    private final Type type;

    /**
     * Captures the type argument of the subclass.
     *
     * @throws IllegalStateException if the subclass gives no type argument
     */
    protected TypeRef() {
        if (getClass().getGenericSuperclass() instanceof ParameterizedType parameterized) {
            this.type = parameterized.getActualTypeArguments()[0];
        } else {
            throw new IllegalStateException(
                    "A TypeRef needs its type argument: write new TypeRef<List<String>>() {}, not new TypeRef() {}");
        }
    }

    /**
     * Returns the type that is named.
     *
     * @return the type
     */
    public final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
