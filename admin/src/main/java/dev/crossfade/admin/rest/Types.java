package dev.crossfade.admin.rest;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;

/** Generic types of answers, for which Java has no literals. */
final class Types {
    private Types() {}

    static Type listOf(Class<?> element) {
        return new Parameterized(List.class, List.of(element));
    }

    private record Parameterized(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return raw;
        }
    }
}
