package io.breakwater.detect.event;

import io.breakwater.detect.event.Values.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A record asked for texts by path, to make its typed view. Not for every record: this allocates. */
public final class RecordFields {
    private final EventRecord record;
    private final FieldPaths paths;
    private final Values values = new Values();

    public RecordFields(EventRecord record) {
        this(record, new FieldPaths());
    }

    /** The same, where many records are asked for the same paths. */
    public RecordFields(EventRecord record, FieldPaths paths) {
        this.record = record;
        this.paths = paths;
    }

    /** All texts, numbers and truth values that the path reaches. */
    public List<String> texts(String path) {
        record.find(paths.of(path), values);
        List<String> texts = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            if (isText(i)) {
                texts.add(values.text(i));
            }
        }
        return texts;
    }

    private boolean isText(int index) {
        Kind kind = values.kind(index);
        return kind != Kind.NULL && kind != Kind.ARRAY && kind != Kind.OBJECT;
    }

    /** The first text that is not empty, of the first path that has one. */
    public Optional<String> some(String... asked) {
        for (String path : asked) {
            String text = first(path);
            if (!text.isEmpty()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private String first(String path) {
        record.find(paths.of(path), values);
        for (int i = 0; i < values.size(); i++) {
            if (isText(i) && values.end(i) > values.start(i)) {
                return values.text(i);
            }
        }
        return "";
    }

    /** The same; empty text when there is none. */
    public String text(String... asked) {
        return some(asked).orElse("");
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
        return cut == Cut.WHOLE ? Optional.of(new RecordFields(object, paths)) : Optional.empty();
    }
}
