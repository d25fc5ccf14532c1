package io.breakwater.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.KeyDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Function;
import io.breakwater.model.Id;
import io.breakwater.model.Severity;
import java.io.IOException;
import java.io.Serial;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the words of the model are written in JSON. */
final class ModelModule extends SimpleModule {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    ModelModule() {
        super("breakwater-model");
        addSerializer(Id.class, written(Id::value));
        addSerializer(Function.class, written(Function::label));
        addSerializer(Instant.class, written(ModelModule::written));
        addSerializer(Severity.class, new SeverityWriter());
        addSerializer(Set.class, new StdDelegatingSerializer(new Sorted()));
        addKeySerializer(Id.class, keyed(Id::value));
        addKeySerializer(Function.class, keyed(Function::label));
        addDeserializer(Function.class, new FromText<>(Function.class, Function::ofLabel));
        addDeserializer(Instant.class, new FromText<>(Instant.class, ModelModule::instant));
        addDeserializer(Severity.class, new SeverityReader());
        addKeyDeserializer(Function.class, keyRead(Function.class, Function::ofLabel));
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(new IdDeserializers());
        context.addKeyDeserializers(idKeys());
    }

    static String written(Instant instant) {
        return MICROS.format(instant);
    }

    /** Any RFC 3339 time with an offset; finer than a microsecond is cut off when it is written again. */
    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static <T> JsonSerializer<T> written(java.util.function.Function<T, String> form) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(form.apply(value));
            }
        };
    }

    private static <T> JsonSerializer<T> keyed(java.util.function.Function<T, String> form) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeFieldName(form.apply(value));
            }
        };
    }

    private static KeyDeserializer keyRead(Class<?> type, java.util.function.Function<String, ?> parse) {
        return new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) throws IOException {
                try {
                    return parse.apply(key);
                } catch (BreakwaterException e) {
                    throw refused(context, e, key, type);
                }
            }
        };
    }

    private static KeyDeserializers idKeys() {
        return (JavaType type, DeserializationConfig config, BeanDescription bean) ->
                isId(type) ? keyRead(type.getRawClass(), constructorOf(type.getRawClass())) : null;
    }

    private static boolean isId(JavaType type) {
        return Id.class.isAssignableFrom(type.getRawClass())
                && type.getRawClass().isRecord();
    }

    private static java.util.function.Function<String, Object> constructorOf(Class<?> type) {
        MethodHandle constructor;
        try {
            constructor = MethodHandles.publicLookup()
                    .findConstructor(type, MethodType.methodType(void.class, String.class))
                    .asType(MethodType.methodType(Object.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is an Id without a public constructor of one String", e);
        }
        return text -> invoke(constructor, text);
    }

    private static Object invoke(MethodHandle constructor, String text) {
        try {
            return constructor.invokeExact(text);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static IOException refused(
            DeserializationContext context, RuntimeException why, String text, Class<?> type) {
        IOException refusal = context.weirdStringException(text, type, String.valueOf(why.getMessage()));
        refusal.initCause(why);
        return refusal;
    }

    /** Ids are records around one string: built through their constructors, so that malformed names are refused. */
    private static final class IdDeserializers extends SimpleDeserializers {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription bean) {
            return isId(type) ? new FromText<>(type.getRawClass(), constructorOf(type.getRawClass())) : null;
        }
    }

    /** A value that is one JSON string. */
    private static final class FromText<T> extends StdDeserializer<T> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient java.util.function.Function<String, ? extends T> parse;

        FromText(Class<?> type, java.util.function.Function<String, ? extends T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw context.wrongTokenException(parser, handledType(), JsonToken.VALUE_STRING, "a string");
            }
            String text = parser.getText();
            try {
                return parse.apply(text);
            } catch (BreakwaterException | DateTimeException e) {
                throw refused(context, e, text, handledType());
            }
        }
    }

    private static final class SeverityWriter extends JsonSerializer<Severity> {
        @Override
        public void serialize(Severity value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(value.level());
        }
    }

    private static final class SeverityReader extends StdDeserializer<Severity> {
        @Serial
        private static final long serialVersionUID = 1L;

        SeverityReader() {
            super(Severity.class);
        }

        @Override
        public Severity deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            int level = _parseIntPrimitive(parser, context);
            try {
                return new Severity(level);
            } catch (BreakwaterException e) {
                throw refused(context, e, String.valueOf(level), Severity.class);
            }
        }
    }

    /** A set has no order of its own; what is hashed must have one. */
    private static final class Sorted extends StdConverter<Set<?>, List<?>> {
        @Override
        public List<?> convert(Set<?> set) {
            return set.stream().sorted(Comparator.comparing(String::valueOf)).toList();
        }
    }
}
