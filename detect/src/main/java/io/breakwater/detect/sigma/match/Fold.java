package io.breakwater.detect.sigma.match;

/**
 * Letters without their case: Unicode's simple case folding, one code point to one. So {@code ſ} is {@code s} and the
 * Kelvin sign is {@code k}, but {@code ß} is not {@code ss}, and the Turkish dotless and dotted i are themselves in every
 * locale.
 */
final class Fold {
    private static final int DOTTED_I = 0x130;
    private static final int DOTLESS_I = 0x131;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final byte[] ASCII = new byte[128];

    static {
        for (int i = 0; i < ASCII.length; i++) {
            ASCII[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 32 : i);
        }
    }

    private Fold() {}

    /** Of an ASCII character. */
    static byte ascii(byte b) {
        return ASCII[b & 0x7f];
    }

    /** Of eight bytes at once; those that are no ASCII stay as they are. */
    static long ascii(long bytes) {
        long low = bytes & ~HIGHS;
        long fromA = low + (0x80 - 'A') * ONES;
        long beyondZ = low + (0x7f - 'Z') * ONES;
        long capitals = fromA & ~beyondZ & ~bytes & HIGHS;
        return bytes | capitals >>> 2;
    }

    static int point(int c) {
        if (c < 128) {
            return c < 0 ? c : ASCII[c];
        }
        return c == DOTTED_I || c == DOTLESS_I ? c : Character.toLowerCase(Character.toUpperCase(c));
    }

    /** The code points of a text, folded unless the case matters. */
    static int[] points(String text, boolean cased) {
        int[] points = text.codePoints().toArray();
        return cased ? points : points(points);
    }

    static int[] points(int[] points) {
        int[] folded = points.clone();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = point(folded[i]);
        }
        return folded;
    }
}
