package io.breakwater.detect.sigma.match;

import io.breakwater.detect.event.Values.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text with wildcards, compared without regard to case unless it says otherwise. It is tested on the bytes of a value
 * where these are plain ASCII, else on code points.
 */
public final class TextPattern implements ValueTest {
    /** Stands for any number of characters, among the glyphs. */
    public static final int ANY = -1;

    /** Stands for exactly one character. */
    public static final int ONE = -2;

    private static final int LETTERS = 128;
    private static final byte[] NO_STEPS = new byte[0];

    private enum Shape {
        ANYTHING,
        EXACT,
        PREFIX,
        SUFFIX,
        CONTAINS,
        MIXED
    }

    private final int[] glyphs;
    private final boolean cased;
    private final Shape shape;
    private final byte @Nullable [] ascii;
    private final byte[] steps;

    private TextPattern(int[] glyphs, boolean cased) {
        this.glyphs = glyphs;
        this.cased = cased;
        this.shape = shape(glyphs);
        this.ascii = shape == Shape.MIXED ? null : ascii(glyphs);
        this.steps = shape == Shape.CONTAINS && ascii != null ? steps(ascii) : NO_STEPS;
    }

    /** A pattern of code points, {@link #ANY} and {@link #ONE}. */
    public static TextPattern of(int[] glyphs, boolean cased) {
        int[] compact = compact(glyphs);
        return new TextPattern(cased ? compact : Fold.points(compact), cased);
    }

    /** A text without wildcards. */
    public static TextPattern exactly(String text, boolean cased) {
        return of(text.codePoints().toArray(), cased);
    }

    /** What a text has to be like to stand in a relation to another. */
    public static TextPattern related(Atom.Relation relation, String to, boolean cased) {
        int[] points = to.codePoints().toArray();
        boolean open = relation == Atom.Relation.ENDS_WITH || relation == Atom.Relation.CONTAINS;
        boolean ended = relation == Atom.Relation.STARTS_WITH || relation == Atom.Relation.CONTAINS;
        int[] glyphs = new int[points.length + (open ? 1 : 0) + (ended ? 1 : 0)];
        Arrays.fill(glyphs, ANY);
        System.arraycopy(points, 0, glyphs, open ? 1 : 0, points.length);
        return of(glyphs, cased);
    }

    /** Several stars in a row say no more than one. */
    private static int[] compact(int[] glyphs) {
        int[] kept = new int[glyphs.length];
        int size = 0;
        for (int glyph : glyphs) {
            if (glyph != ANY || size == 0 || kept[size - 1] != ANY) {
                kept[size++] = glyph;
            }
        }
        return Arrays.copyOf(kept, size);
    }

    private static Shape shape(int[] glyphs) {
        int from = 0;
        int to = glyphs.length;
        boolean opens = to > 0 && glyphs[0] == ANY;
        boolean ends = to > 1 && glyphs[to - 1] == ANY;
        from += opens ? 1 : 0;
        to -= ends ? 1 : 0;
        for (int i = from; i < to; i++) {
            if (glyphs[i] < 0) {
                return Shape.MIXED;
            }
        }
        if (opens) {
            return to == from ? Shape.ANYTHING : ends ? Shape.CONTAINS : Shape.SUFFIX;
        }
        return ends ? Shape.PREFIX : Shape.EXACT;
    }

    /** The letters as bytes; null when one of them is none of ASCII, which no plain value then has. */
    private static byte @Nullable [] ascii(int[] glyphs) {
        byte[] bytes = new byte[glyphs.length];
        int size = 0;
        for (int glyph : glyphs) {
            if (glyph > 127) {
                return null;
            } else if (glyph >= 0) {
                bytes[size++] = (byte) glyph;
            }
        }
        return Arrays.copyOf(bytes, size);
    }

    /** Whether it has no wildcards and no regard to case: the ones that can be looked up in a table. */
    public boolean isTableEntry() {
        return shape == Shape.EXACT && !cased;
    }

    /** How many characters a value must have to be like it. */
    public int shortest() {
        return (int) Arrays.stream(glyphs).filter(glyph -> glyph != ANY).count();
    }

    /** The folded text, of a pattern without wildcards. */
    public String exactText() {
        return new String(glyphs, 0, glyphs.length);
    }

    /** This pattern, found anywhere. */
    public TextPattern anywhere() {
        int[] wide = new int[glyphs.length + 2];
        System.arraycopy(glyphs, 0, wide, 1, glyphs.length);
        wide[0] = ANY;
        wide[wide.length - 1] = ANY;
        return of(wide, cased);
    }

    @Override
    public boolean holds(FieldValues values, int index) {
        if (values.kind(index) == Kind.NULL) {
            return false;
        } else if (shape == Shape.ANYTHING) {
            return true;
        } else if (!values.isPlain(index)) {
            return Glob.matches(glyphs, Fold.points(values.text(index), cased));
        } else if (shape == Shape.MIXED) {
            return Glob.matches(glyphs, values.bytes(), values.start(index), values.end(index), cased);
        }
        return ascii != null && onBytes(ascii, values.bytes(), values.start(index), values.end(index));
    }

    private boolean onBytes(byte[] text, byte[] bytes, int start, int end) {
        int spare = end - start - text.length;
        return switch (shape) {
            case EXACT -> spare == 0 && same(text, bytes, start);
            case PREFIX -> spare >= 0 && same(text, bytes, start);
            case SUFFIX -> spare >= 0 && same(text, bytes, end - text.length);
            default -> spare >= 0 && contains(text, bytes, start, start + spare);
        };
    }

    /** Looks at the last letter of each place first, and goes on by as much as that letter allows (Horspool). */
    private boolean contains(byte[] text, byte[] bytes, int first, int last) {
        int end = text.length - 1;
        int at = first;
        while (at <= last) {
            byte b = cased ? bytes[at + end] : Fold.ascii(bytes[at + end]);
            if (b == text[end] && same(text, bytes, at)) {
                return true;
            }
            at += steps[b];
        }
        return false;
    }

    /** By how much a place may be moved on, by the letter at its end. */
    private static byte[] steps(byte[] text) {
        byte[] steps = new byte[LETTERS];
        int most = Math.min(text.length, Byte.MAX_VALUE);
        Arrays.fill(steps, (byte) most);
        for (int i = text.length - most; i < text.length - 1; i++) {
            steps[text[i]] = (byte) (text.length - 1 - i);
        }
        return steps;
    }

    private boolean same(byte[] text, byte[] bytes, int at) {
        for (int i = 0; i < text.length; i++) {
            byte b = bytes[at + i];
            if (text[i] != (cased ? b : Fold.ascii(b))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextPattern pattern && pattern.cased == cased && Arrays.equals(pattern.glyphs, glyphs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(glyphs);
    }

    /** In a rule's notation, with the letters folded. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(shape == Shape.EXACT ? "is '" : "is like '");
        for (int glyph : glyphs) {
            if (glyph < 0) {
                out.append(glyph == ANY ? '*' : '?');
            } else {
                out.append(glyph == '*' || glyph == '?' ? "\\" : "").appendCodePoint(glyph);
            }
        }
        return out.append(cased ? "' (cased)" : "'").toString();
    }
}
