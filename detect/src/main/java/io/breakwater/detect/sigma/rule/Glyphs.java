package io.breakwater.detect.sigma.rule;

import static io.breakwater.detect.sigma.match.TextPattern.ANY;
import static io.breakwater.detect.sigma.match.TextPattern.ONE;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The notation of texts in rules (Sigma rules 2.1.0, "String Wildcard" and "Escape Character"). */
final class Glyphs {
    private Glyphs() {}

    /** Code points and wildcards. */
    static int[] parse(String written) {
        int[] points = written.codePoints().toArray();
        int[] glyphs = new int[points.length + 1];
        int size = 0;
        boolean escaped = false;
        for (int c : points) {
            if (escaped) {
                if (c != '*' && c != '?' && c != '\\') {
                    glyphs[size++] = '\\';
                }
                glyphs[size++] = c;
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else {
                glyphs[size++] = c == '*' ? ANY : c == '?' ? ONE : c;
            }
        }
        if (escaped) {
            glyphs[size++] = '\\';
        }
        return Arrays.copyOf(glyphs, size);
    }

    static boolean hasWildcard(int[] glyphs) {
        return Arrays.stream(glyphs).anyMatch(glyph -> glyph < 0);
    }

    static int[] startsWith(int[] glyphs) {
        return join(glyphs, new int[] {ANY});
    }

    static int[] endsWith(int[] glyphs) {
        return join(new int[] {ANY}, glyphs);
    }

    static int[] contains(int[] glyphs) {
        return startsWith(endsWith(glyphs));
    }

    static int[] join(int[] head, int[] tail) {
        return IntStream.concat(Arrays.stream(head), Arrays.stream(tail)).toArray();
    }

    /** Of glyphs without wildcards. */
    static String text(int[] glyphs) {
        return new String(glyphs, 0, glyphs.length);
    }
}
