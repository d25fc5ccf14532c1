package io.breakwater.detect.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The names in a folder, in order. Of very many only the next ones are in memory: for those behind them the folder is listed
 * once more.
 */
final class Listing implements Iterator<Path> {
    /** About 30 MB of names. */
    static final int AT_A_TIME = 200_000;

    private final Path folder;
    private final int most;
    private Iterator<Path> held = Collections.emptyIterator();
    private Optional<Path> last = Optional.empty();
    private boolean isAll;

    /** @param most how many names are in memory */
    Listing(Path folder, int most) throws IOException {
        this.folder = folder;
        this.most = most;
        list();
    }

    private void list() throws IOException {
        TreeSet<Path> next = new TreeSet<>();
        isAll = true;
        try (Stream<Path> listed = Files.list(folder)) {
            listed.map(Path::getFileName).filter(this::isBehind).forEach(name -> {
                next.add(name);
                if (next.size() > most) {
                    next.pollLast();
                    isAll = false;
                }
            });
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        last = next.isEmpty() ? last : Optional.of(next.last());
        held = next.iterator();
    }

    private boolean isBehind(Path name) {
        return last.isEmpty() || name.compareTo(last.get()) > 0;
    }

    /** @throws UncheckedIOException when the folder cannot be listed any more */
    @Override
    public boolean hasNext() {
        try {
            while (!held.hasNext() && !isAll) {
                list();
            }
        } catch (IOException gone) {
            isAll = true;
            throw new UncheckedIOException(gone);
        }
        return held.hasNext();
    }

    @Override
    public Path next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return held.next();
    }
}
