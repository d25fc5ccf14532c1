package io.breakwater.detect.watch;

import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A folder into which something puts files of logs. A file is offered once it has stood still for a moment; names that
 * programs give to what they have not finished are passed over, and so are links.
 */
public final class FolderSource implements LogSource {
    /** How long a file must not have changed, as seen by us: clocks of other machines do not count. */
    static final Duration SETTLED = Duration.ofMillis(300);
    /** For how long a file that cannot be read in full may be one that is still being written. */
    static final Duration FINISHED = Duration.ofSeconds(30);

    private static final List<String> UNFINISHED =
            List.of(".tmp", ".part", ".partial", ".filepart", ".crdownload", "~");

    /** The oldest first; but what was offered in vain comes behind, so that it holds up nothing else. */
    private static final Comparator<Map.Entry<Path, Sight>> ORDER = Comparator.<Map.Entry<Path, Sight>>comparingLong(
                    entry -> entry.getValue().offers)
            .thenComparingLong(entry -> entry.getValue().modifiedMillis)
            .thenComparing(Map.Entry::getKey);

    private final Path folder;
    private final LongSupplier nanoTime;
    private Map<Path, Sight> known = new HashMap<>();

    /** A file as it was seen last. */
    private static final class Sight {
        private final long size;
        private final long modifiedMillis;
        private final long sinceNanos;
        private long offers;
        private boolean done;

        Sight(long size, long modifiedMillis, long sinceNanos) {
            this.size = size;
            this.modifiedMillis = modifiedMillis;
            this.sinceNanos = sinceNanos;
        }

        boolean is(BasicFileAttributes now) {
            return size == now.size()
                    && modifiedMillis == now.lastModifiedTime().toMillis();
        }
    }

    public FolderSource(Path folder, LongSupplier nanoTime) {
        this.folder = folder;
        this.nanoTime = nanoTime;
    }

    /** What a folder is called on the record: by its own name alone, so that it may be moved. */
    public static String nameOf(Path folder) {
        return "folder:" + folder.getFileName();
    }

    @Override
    public String name() {
        return nameOf(folder);
    }

    @Override
    public List<Delivery> poll(int most) throws IOException {
        long now = nanoTime.getAsLong();
        look(now);
        return known.entrySet().stream()
                .filter(entry -> !entry.getValue().done && age(entry.getValue(), now) >= SETTLED.toNanos())
                .sorted(ORDER)
                .limit(most)
                .map(entry -> offer(entry.getKey(), entry.getValue(), now))
                .toList();
    }

    private static long age(Sight sight, long now) {
        return now - sight.sinceNanos;
    }

    private Delivery offer(Path file, Sight sight, long now) {
        sight.offers++;
        String name = folder.relativize(file).toString().replace('\\', '/');
        return new Delivery(
                name,
                file,
                name + "|" + sight.size + "|" + sight.modifiedMillis,
                Optional.empty(),
                age(sight, now) < FINISHED.toNanos());
    }

    /**
     * What is no longer there is forgotten with the looks before. The folder itself may be a link, which is how one gets
     * another name on the record; below it none is followed.
     */
    private void look(long now) throws IOException {
        Map<Path, Sight> seen = new HashMap<>();
        Path root = folder.toRealPath();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path found, BasicFileAttributes is) {
                Path file = folder.resolve(root.relativize(found));
                if (is.isRegularFile() && is.size() > 0 && isFinishedName(file)) {
                    Sight before = known.get(file);
                    seen.put(
                            file,
                            before != null && before.is(is)
                                    ? before
                                    : new Sight(is.size(), is.lastModifiedTime().toMillis(), now));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                if (file.equals(root)) {
                    throw why;
                }
                return FileVisitResult.CONTINUE;
            }
        });
        known = seen;
    }

    private static boolean isFinishedName(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && UNFINISHED.stream().noneMatch(name::endsWith);
    }

    @Override
    public void done(Delivery delivery) {
        Sight sight = known.get(delivery.file());
        if (sight != null) {
            sight.done = true;
        }
    }

    @Override
    public void close() {
        known = new HashMap<>();
    }
}
