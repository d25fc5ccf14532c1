package io.breakwater.ledger.merkle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** A log in memory, written with {@link TreeEdge}: the tiles and bundles a server would serve. */
public final class MemoryLog implements TileSource {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<byte[]> entries = new ArrayList<>();
    private TreeEdge edge = TreeEdge.empty();

    /** A log of this size whose entries follow from the seed. */
    public static MemoryLog random(long seed, int size) {
        MemoryLog log = new MemoryLog();
        log.append(entries(seed, size));
        return log;
    }

    /** Entries of 0 to 99 bytes that follow from the seed. */
    public static List<byte[]> entries(long seed, int count) {
        Random random = new Random(seed);
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] entry = new byte[random.nextInt(100)];
            random.nextBytes(entry);
            entries.add(entry);
        }
        return entries;
    }

    public void append(List<byte[]> more) {
        List<byte[]> before = TreeEdge.unfinishedBundle(this, edge.size());
        TreeEdge.bundles(edge.size(), before, more).forEach(this::put);
        TreeEdge.Growth growth = edge.append(more.stream().map(Hash::leaf).toList());
        growth.tiles().forEach(this::put);
        edge = growth.edge();
        entries.addAll(more);
    }

    private void put(Tile tile) {
        files.put(tile.path().path(), tile.bytes());
    }

    public void put(String path, byte[] bytes) {
        files.put(path, bytes);
    }

    public void put(String path, String text) {
        put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public void remove(String path) {
        files.remove(path);
    }

    public Map<String, byte[]> files() {
        return files;
    }

    public List<byte[]> entries() {
        return entries;
    }

    public TreeEdge edge() {
        return edge;
    }

    public Hash root() {
        return edge.root();
    }

    public long size() {
        return edge.size();
    }

    public Checkpoint head(String origin) {
        return new Checkpoint(origin, size(), root());
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path));
    }
}
