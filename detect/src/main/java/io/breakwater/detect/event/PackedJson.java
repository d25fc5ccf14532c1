package io.breakwater.detect.event;

import java.nio.charset.StandardCharsets;

/** JSON that an export put into a text. */
public final class PackedJson {
    private PackedJson() {}

    /** Whether the text is one object or array, and not the beginning of more keys for the record around it. */
    public static boolean isWhole(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        byte[] bytes = ("{\"v\":" + text + "}").getBytes(StandardCharsets.UTF_8);
        EventRecord wrapped = new EventRecord();
        return wrapped.cut(bytes, 0, bytes.length) == Cut.WHOLE
                && wrapped.to() == bytes.length
                && wrapped.keys().size() == 1;
    }
}
