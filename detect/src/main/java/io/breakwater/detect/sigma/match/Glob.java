package io.breakwater.detect.sigma.match;

/** Wildcards against text, in steps that grow with the product of the lengths at worst. */
final class Glob {
    private Glob() {}

    /** Against code points, folded already where that is wanted. */
    static boolean matches(int[] glyphs, int[] text) {
        int star = -1;
        int retry = 0;
        int g = 0;
        int t = 0;
        while (t < text.length) {
            if (g < glyphs.length && glyphs[g] == TextPattern.ANY) {
                star = g++;
                retry = t;
            } else if (g < glyphs.length && (glyphs[g] == TextPattern.ONE || glyphs[g] == text[t])) {
                g++;
                t++;
            } else if (star >= 0) {
                g = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        return onlyStars(glyphs, g);
    }

    /** The same against ASCII, in place. */
    static boolean matches(int[] glyphs, byte[] bytes, int start, int end, boolean cased) {
        int star = -1;
        int retry = start;
        int g = 0;
        int t = start;
        while (t < end) {
            int glyph = g < glyphs.length ? glyphs[g] : Integer.MIN_VALUE;
            if (glyph == TextPattern.ANY) {
                star = g++;
                retry = t;
            } else if (glyph == TextPattern.ONE || glyph == (cased ? bytes[t] : Fold.ascii(bytes[t]))) {
                g++;
                t++;
            } else if (star >= 0) {
                g = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        return onlyStars(glyphs, g);
    }

    private static boolean onlyStars(int[] glyphs, int from) {
        int g = from;
        while (g < glyphs.length && glyphs[g] == TextPattern.ANY) {
            g++;
        }
        return g == glyphs.length;
    }
}
