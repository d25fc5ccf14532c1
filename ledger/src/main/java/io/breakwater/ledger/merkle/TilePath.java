package io.breakwater.ledger.merkle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a tile or an entry bundle (C2SP tlog-tiles).
 *
 * @param level 0 to 63 for hashes, {@link #ENTRIES} for a bundle of entries
 * @param index which one within the level, from 0
 * @param width how many hashes or entries it has, 1 to {@link #FULL}
 */
public record TilePath(int level, long index, int width) {
    /** The level of entry bundles. */
    public static final int ENTRIES = -1;
    /** How many hashes or entries a full one has. */
    public static final int FULL = 256;

    static final int HEIGHT = 8;
    private static final int HIGHEST_LEVEL = 63;
    /** Six groups of three digits cover every index there can be: 2^63 / 256 is below 10^18. */
    private static final Pattern PATTERN =
            Pattern.compile("tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TilePath {
        if (level < ENTRIES || level > HIGHEST_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw malformed("level " + level + ", index " + index + ", width " + width);
        }
    }

    /** A bundle of entries. */
    public static TilePath entries(long index, int width) {
        return new TilePath(ENTRIES, index, width);
    }

    /** The tile at this level and index in a tree of this size: full, or as wide as the size makes it. */
    public static TilePath inTree(int level, long index, long size) {
        long hashes = count(level, size);
        long width = Math.min(FULL, hashes - index * FULL);
        if (width < 1) {
            throw malformed("no tile " + index + " at level " + level + " in a tree of size " + size);
        }
        return new TilePath(level, index, (int) width);
    }

    /** How many hashes (or entries) there are at a level in a tree of this size, over all tiles. */
    static long count(int level, long size) {
        int shift = HEIGHT * Math.max(0, level);
        return shift >= Long.SIZE ? 0 : size >>> shift;
    }

    /**
     * Reads the one canonical spelling.
     *
     * @throws ProofException {@code PATH_MALFORMED}
     */
    public static TilePath parse(String path) {
        Matcher matcher = PATTERN.matcher(path);
        if (!matcher.matches()) {
            throw malformed(Quoted.of(path));
        }
        int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
        long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
        int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
        TilePath parsed = new TilePath(level, index, width);
        if (!parsed.path().equals(path)) {
            throw malformed(Quoted.of(path));
        }
        return parsed;
    }

    private static ProofException malformed(String what) {
        return new ProofException(ProofException.Reason.PATH_MALFORMED, "not the path of a tile: " + what);
    }

    /** Whether it is a bundle of entries and not a tile of hashes. */
    public boolean isEntries() {
        return level == ENTRIES;
    }

    /** Whether it has all 256. */
    public boolean isFull() {
        return width == FULL;
    }

    /** The same place when it is full. */
    public TilePath full() {
        return new TilePath(level, index, FULL);
    }

    /** The path, for example {@code tile/0/x001/234.p/5}. */
    public String path() {
        return "tile/" + (isEntries() ? "entries" : level) + "/" + groups() + (isFull() ? "" : ".p/" + width);
    }

    private String groups() {
        Deque<String> groups = new ArrayDeque<>();
        groups.addFirst(String.format(Locale.ROOT, "%03d", index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.addFirst(String.format(Locale.ROOT, "x%03d", rest % 1000));
        }
        return String.join("/", groups);
    }

    @Override
    public String toString() {
        return path();
    }
}
