package io.breakwater.detect.scan;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Texts, times and lists on disk. */
final class Texts {
    private Texts() {}

    /** As UTF-8; but half a surrogate pair, which a log can hold, has none, and must not depend on where it was kept. */
    static void write(String text, DataOutput out) throws IOException {
        boolean broken = isBroken(text);
        out.writeBoolean(broken);
        if (!broken) {
            bytes(text.getBytes(StandardCharsets.UTF_8), out);
            return;
        }
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static boolean isBroken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            }
        }
        return false;
    }

    static String text(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return new String(bytes(in), StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        for (int left = in.readInt(); left > 0; left--) {
            text.append(in.readChar());
        }
        return text.toString();
    }

    static void bytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] bytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    static void write(Optional<String> text, DataOutput out) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            write(text.get(), out);
        }
    }

    static Optional<String> optional(DataInput in) throws IOException {
        return in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
    }

    static void write(List<String> texts, DataOutput out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            write(text, out);
        }
    }

    static List<String> texts(DataInput in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>(Math.min(count, 1_000));
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    static void time(Optional<Instant> time, DataOutput out) throws IOException {
        out.writeBoolean(time.isPresent());
        if (time.isPresent()) {
            write(time.get(), out);
        }
    }

    static Optional<Instant> time(DataInput in) throws IOException {
        return in.readBoolean() ? Optional.of(instant(in)) : Optional.empty();
    }

    static void write(Instant time, DataOutput out) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    static Instant instant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
