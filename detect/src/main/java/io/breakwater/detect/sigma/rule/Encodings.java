package io.breakwater.detect.sigma.rule;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The modifiers that turn a text into the encoding it may be hidden in. Bytes between two of them, and those left over in
 * the end, are glyphs below 256, one a byte.
 */
final class Encodings {
    /** Dashes that command lines take for one another (Sigma modifiers 2.1.0, "windash"). */
    private static final int[] DASHES = {'-', '/', 0x2013, 0x2014, 0x2015};

    /** Most spellings that one value may come to by its dashes. */
    static final int MAX_SPELLINGS = 625;

    private Encodings() {}

    static int[] utf16(int[] text, Charset charset, boolean mark) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (mark) {
            bytes.writeBytes("\uFEFF".getBytes(charset));
        }
        bytes.writeBytes(Glyphs.text(text).getBytes(charset));
        return glyphs(bytes.toByteArray());
    }

    static int[] base64(int[] text, boolean isBytes) {
        return ascii(Base64.getEncoder().encodeToString(bytes(text, isBytes)));
    }

    /** What stands still of the encoding when the text begins at each of the three places within a group of four. */
    static List<int[]> base64Anywhere(int[] text, boolean isBytes) {
        byte[] bytes = bytes(text, isBytes);
        List<int[]> all = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = before == 0 ? 0 : before + 1;
            int to = shifted.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
            all.add(ascii(encoded.substring(Math.min(from, to), to)));
        }
        return all;
    }

    private static byte[] bytes(int[] text, boolean isBytes) {
        return Glyphs.text(text).getBytes(isBytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private static int[] glyphs(byte[] bytes) {
        int[] glyphs = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            glyphs[i] = bytes[i] & 0xff;
        }
        return glyphs;
    }

    private static int[] ascii(String text) {
        return text.chars().toArray();
    }

    /** Every spelling with other dashes, where a dash opens a word; empty when there are too many. */
    static List<int[]> dashes(int[] text) {
        List<int[]> spellings = List.of(text);
        for (int i = 0; i < text.length; i++) {
            if (opensWord(text, i)) {
                spellings = withDashesAt(spellings, i);
            }
            if (spellings.size() > MAX_SPELLINGS) {
                return List.of();
            }
        }
        return spellings;
    }

    private static boolean opensWord(int[] text, int at) {
        int c = text[at];
        return Arrays.stream(DASHES).anyMatch(dash -> dash == c)
                && at + 1 < text.length
                && isWord(text[at + 1])
                && (at == 0 || !isWord(text[at - 1]));
    }

    private static boolean isWord(int c) {
        return c == '_' || c > 0 && Character.isLetterOrDigit(c);
    }

    private static List<int[]> withDashesAt(List<int[]> spellings, int at) {
        List<int[]> more = new ArrayList<>();
        for (int[] spelling : spellings) {
            for (int dash : DASHES) {
                int[] other = spelling.clone();
                other[at] = dash;
                more.add(other);
            }
        }
        return more;
    }
}
