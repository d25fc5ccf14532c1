package io.breakwater.detect.read;

import io.breakwater.detect.event.BoundedText;
import io.breakwater.detect.read.Feed.DamagedException;
import io.breakwater.detect.read.Source.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The files in a zip archive, one after the other, unpacked while they are read; nothing is written anywhere. */
final class ZipFiles {
    static final int[] MAGIC = {'P', 'K', 3, 4};

    /** What macOS puts beside each file. */
    private static final String RESOURCE_FORKS = "__MACOSX/";

    private final Source archive;
    private final Stored stored;
    private final FeedStream content;
    private final ZipInputStream zip;
    private int files;

    /** @param stored the archive, of which nothing has been taken yet */
    ZipFiles(Source archive, Stored stored) {
        this.archive = archive;
        this.stored = stored;
        // A name that says no charset is read byte by byte, which never fails.
        this.content = new FeedStream(Feed.plain(stored));
        this.zip = new ZipInputStream(content, StandardCharsets.ISO_8859_1);
    }

    /** The next file, to be read before the one after it is asked for; empty at the end of the archive. */
    Optional<Source> next() throws IOException {
        for (ZipEntry entry = entry(); entry != null; entry = entry()) {
            if (entry.getName().equals("[Content_Types].xml")) {
                throw new DamagedException(
                        Problem.UNRECOGNISED,
                        "a workbook or another document of an office: save the sheet as CSV (UTF-8)");
            }
            if (!entry.isDirectory() && !entry.getName().startsWith(RESOURCE_FORKS)) {
                return Optional.of(source(entry));
            }
        }
        if (content.isEnded()) {
            throw new DamagedException(Problem.TRUNCATED, "the archive ends before its list of files");
        }
        return Optional.empty();
    }

    private ZipEntry entry() throws IOException {
        if (files++ > Limits.FILES_IN_ARCHIVE) {
            throw new DamagedException(Problem.BOMB, "more than " + Limits.FILES_IN_ARCHIVE + " files");
        }
        try {
            return zip.getNextEntry();
        } catch (ZipException | IllegalArgumentException e) {
            throw damaged(e);
        } catch (EOFException e) {
            throw new DamagedException(Problem.TRUNCATED, "the archive ends in the middle");
        }
    }

    private static DamagedException damaged(Exception e) {
        String what = String.valueOf(e.getMessage());
        return what.contains("encrypted")
                ? new DamagedException(
                        Problem.UNRECOGNISED, "encrypted: unpack it with its password and give the folder")
                : new DamagedException(Problem.CORRUPT_COMPRESSION, what);
    }

    private Source source(ZipEntry entry) {
        String name = archive.name() + "/" + BoundedText.of(entry.getName());
        return new Source(archive.number(), files, name, 0, Kind.FILE, Inside::new);
    }

    /** One file's content. What is not read of it is passed over by the archive. */
    private final class Inside extends InputStream {
        private final long before = stored.count();
        private long written;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            try {
                int read = zip.read(into, at, length);
                written += Math.max(0, read);
                refuseBomb();
                return read;
            } catch (ZipException e) {
                throw damaged(e);
            } catch (EOFException e) {
                throw new DamagedException(Problem.TRUNCATED, "the archive ends in the middle");
            }
        }

        private void refuseBomb() throws IOException {
            if (written > Limits.BOMB_BYTES && written / Limits.BOMB_RATIO > stored.count() - before) {
                throw new DamagedException(
                        Problem.BOMB, "more than " + Limits.BOMB_RATIO + " times its size after " + written + " bytes");
            }
        }
    }
}
