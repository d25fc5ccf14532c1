package io.breakwater.server.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.breakwater.ledger.Json;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes every JSON body with the house's one mapper, so that the API, the facts and the command line agree on
 * every name and form.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public final class JsonBody implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    private static final int MAX_MESSAGE = 300;

    private final ObjectMapper mapper = Json.mapper();

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream in)
            throws IOException {
        return read(type, in.readAllBytes());
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(mapper.writeValueAsBytes(value));
    }

    /**
     * The body as a record.
     *
     * @throws BreakwaterException saying what is wrong and where; never repeats what was sent, which may be a secret
     */
    <T> T read(Class<T> type, byte[] body) {
        String text = utf8(body);
        try {
            T value = mapper.readValue(text, type);
            if (value == null) {
                throw malformed(Code.MALFORMED_REQUEST, "the body is null; send a JSON object", null);
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw noField(e.getPropertyName(), known(e), e.getLocation());
        } catch (StreamConstraintsException e) {
            throw malformed(Code.MALFORMED_REQUEST, "nested too deeply, or a name, number or text is too long", null);
        } catch (MismatchedInputException e) {
            throw refusal(e)
                    .or(() -> misspelt(type, text, e.getLocation()))
                    .orElseGet(() -> malformed(
                            Code.MALFORMED_REQUEST, where(e) + "is missing or of the wrong type", e.getLocation()));
        } catch (JsonProcessingException e) {
            throw refusal(e)
                    .orElseGet(() -> malformed(Code.MALFORMED_REQUEST, "the body is not valid JSON", e.getLocation()));
        }
    }

    /** A field that is missing is often there under another name: that one is told. */
    private Optional<MalformedBody> misspelt(Class<?> type, String text, @Nullable JsonLocation at) {
        if (!type.isRecord()) {
            return Optional.empty();
        }
        List<String> known = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        try {
            return mapper.readTree(text).properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !known.contains(name))
                    .findFirst()
                    .map(name -> noField(name, known, at));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static MalformedBody noField(String name, List<String> known, @Nullable JsonLocation at) {
        return malformed(
                Code.UNKNOWN_FIELD,
                "there is no field " + Texts.quoted(name) + " here" + Suggestion.sentence(name, known),
                at);
    }

    /** What the model itself said to a value, when that is what went wrong. */
    private static Optional<MalformedBody> refusal(JsonProcessingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BreakwaterException refusal) {
                return Optional.of(
                        malformed(refusal.code(), shortened(String.valueOf(refusal.getMessage())), e.getLocation()));
            }
        }
        return Optional.empty();
    }

    private static String shortened(String message) {
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message;
    }

    private static List<String> known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds() == null
                ? List.of()
                : e.getKnownPropertyIds().stream().map(String::valueOf).toList();
    }

    private static String where(MismatchedInputException e) {
        StringBuilder path = new StringBuilder();
        e.getPath().forEach(step -> {
            if (step.getFieldName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        });
        return path.isEmpty() ? "the body " : Texts.quoted(path.toString()) + " ";
    }

    /** JSON is UTF-8 here and nothing else; given bytes, the parser would take UTF-16, UTF-32 and a byte order mark, too. */
    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed(Code.MALFORMED_TEXT, "the body is not valid UTF-8", null);
        }
    }

    private static MalformedBody malformed(Code code, String message, @Nullable JsonLocation at) {
        if (at == null || at.getLineNr() < 1) {
            return new MalformedBody(code, message, List.of());
        }
        String text = message + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return new MalformedBody(
                code,
                text,
                List.of(new Problem.Detail(at.getLineNr(), Math.max(0, at.getColumnNr()), code.name(), message)));
    }
}
