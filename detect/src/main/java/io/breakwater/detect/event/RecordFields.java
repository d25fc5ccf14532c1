package io.breakwater.detect.event;

import io.breakwater.detect.event.Values.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A record asked for texts by path, to make its typed view. Not for every record: this allocates. */
public final class RecordFields {
    private final EventRecord record;
    private final Values values = new Values();

    public RecordFields(EventRecord record) {
        this.record = record;
    }

    /** All texts, numbers and truth values that the path reaches. */
    public List<String> texts(String path) {
        record.find(FieldPath.of(path), values);
        return IntStream.range(0, values.size())
                .filter(i ->
                        values.kind(i) != Kind.NULL && values.kind(i) != Kind.ARRAY && values.kind(i) != Kind.OBJECT)
                .mapToObj(values::text)
                .toList();
    }

    /** The first text that is not empty, of the first path that has one. */
    public Optional<String> some(String... paths) {
        return Arrays.stream(paths)
                .flatMap(path -> texts(path).stream())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** The same; empty text when there is none. */
    public String text(String... paths) {
        return some(paths).orElse("");
    }

    /** The objects that the path reaches, each to be asked on its own. */
    public List<RecordFields> objects(String path) {
        record.find(FieldPath.of(path), values);
        return IntStream.range(0, values.size())
                .filter(i -> values.kind(i) == Kind.OBJECT)
                .mapToObj(this::object)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty where the brackets match but what is between them is no JSON. */
    private Optional<RecordFields> object(int index) {
        EventRecord object = new EventRecord();
        Cut cut = object.cut(values.bytes(), values.start(index), values.end(index));
        return cut == Cut.WHOLE ? Optional.of(new RecordFields(object)) : Optional.empty();
    }
}
