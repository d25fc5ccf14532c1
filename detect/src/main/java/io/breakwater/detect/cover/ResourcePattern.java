package io.breakwater.detect.cover;

import java.util.List;
import java.util.Locale;

/**
 * A resource and what lies below it; {@code *} stands for any text. Letter case does not count, since Azure writes one id
 * in several cases.
 */
public final class ResourcePattern {
    private final String written;
    private final List<String> pieces;

    private ResourcePattern(String written) {
        this.written = written;
        this.pieces = List.of(trimmed(Mark.folded(written)).split("\\*", -1));
    }

    /** The pattern as somebody wrote it. */
    public static ResourcePattern of(String written) {
        return new ResourcePattern(written);
    }

    private static String trimmed(String text) {
        return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether the resource is meant, by its whole id, or by its last part where the log has no more than that. */
    boolean covers(String resource) {
        String id = resource.strip().toLowerCase(Locale.ROOT);
        if (covers(id, pieces)) {
            return true;
        }
        String last = pieces.get(pieces.size() - 1);
        int tail = Math.max(last.lastIndexOf('/'), last.lastIndexOf(':'));
        return tail >= 0 && !id.contains("/") && !id.contains(":") && id.equals(last.substring(tail + 1));
    }

    /** Whether it is an id or a name alone, without what it belongs to. */
    boolean isBareId() {
        return written.indexOf('/') < 0 && written.indexOf(':') < 0;
    }

    /** Greedy from the left: every piece at its earliest place, which is right because only the end is anchored. */
    private static boolean covers(String id, List<String> pieces) {
        if (!id.startsWith(pieces.get(0))) {
            return false;
        }
        int at = pieces.get(0).length();
        for (int i = 1; i < pieces.size(); i++) {
            int next = place(id, pieces.get(i), at, i == pieces.size() - 1);
            if (next < 0) {
                return false;
            }
            at = next + pieces.get(i).length();
        }
        return isBoundary(id, at) || pieces.get(pieces.size() - 1).isEmpty();
    }

    private static int place(String id, String piece, int from, boolean last) {
        int at = id.indexOf(piece, from);
        while (last && at >= 0 && !piece.isEmpty() && !isBoundary(id, at + piece.length())) {
            at = id.indexOf(piece, at + 1);
        }
        return at;
    }

    private static boolean isBoundary(String id, int at) {
        return at == id.length()
                || id.charAt(at) == '/'
                || id.charAt(at) == ':'
                || at > 0 && (id.charAt(at - 1) == '/' || id.charAt(at - 1) == ':');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourcePattern pattern && pattern.pieces.equals(pieces);
    }

    @Override
    public int hashCode() {
        return pieces.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return written;
    }
}
