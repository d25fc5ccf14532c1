package io.breakwater.evidence.verify;

import static io.breakwater.evidence.verify.Refusals.unreadable;

import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.ZipForm;
import io.breakwater.evidence.pack.ZipForm.Entry;
import io.breakwater.ledger.Hashes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pack's zip, read in the one form it may have ({@link ZipForm}): every byte of the file belongs to exactly one file
 * or to the directory, and every header says what the directory says. May be read by several threads.
 */
final class PackFile implements Closeable {
    /** The most all files together unpack to. */
    static final long MAX_UNPACKED_BYTES = 64L << 30;
    /** A file of over {@link #SMALL_BYTES} may not unpack to more than this many times its packed length. */
    static final int MAX_RATIO = 100;

    private static final int SMALL_BYTES = 1 << 20;
    private static final int LONGEST_NAME = 128;
    private static final int BUFFER_BYTES = 65_536;

    private final FileChannel channel;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private PackFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a pack and checks its form.
     *
     * @throws VerificationException {@code UNREADABLE}
     */
    static PackFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            PackFile pack = new PackFile(channel);
            pack.readDirectory();
            return pack;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** All files, in the order they stand in. */
    Map<String, Entry> entries() {
        return entries;
    }

    /** The file of this name. */
    @Nullable
    Entry find(String name) {
        return entries.get(name);
    }

    /** A file's bytes as they are unpacked. */
    InputStream read(Entry entry) {
        return new EntryStream(channel, entry);
    }

    /** All of a file that has to be there and may be at most this long. */
    byte[] bytes(String name, int most) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw unreadable("The pack has no " + name + ".");
        }
        return bytes(entry, most);
    }

    /** All of a file that may be at most this long. */
    byte[] bytes(Entry entry, int most) throws IOException {
        if (entry.bytes() > most) {
            throw unreadable(entry.name() + " is longer than the " + most + " bytes it may have.");
        }
        try (InputStream in = read(entry)) {
            return in.readAllBytes();
        }
    }

    /** SHA-256 of the first bytes of the zip as it lies there. */
    byte[] hashOfFirst(long bytes) throws IOException {
        MessageDigest sha256 = Hashes.newSha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long at = 0; at < bytes; at += buffer.position()) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, bytes - at));
            if (channel.read(buffer, at) <= 0) {
                throw unreadable("The file ends too early.");
            }
            sha256.update(buffer.array(), 0, buffer.position());
        }
        return sha256.digest();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readDirectory() throws IOException {
        long size = channel.size();
        if (size < ZipForm.END) {
            throw unreadable("The file is not a zip: it has only " + size + " bytes.");
        }
        ByteBuffer end = at(size - ZipForm.END, ZipForm.END);
        boolean many = ZipForm.tellsMany(end);
        int endBytes = ZipForm.END + (many ? ZipForm.END64 : 0);
        if (size < endBytes) {
            throw unreadable("The file is not a zip: its end record is cut off.");
        }
        ByteBuffer tail = many ? at(size - endBytes, endBytes) : end;
        long files = many ? tail.getLong(24) : end.getShort(8) & 0xFFFF;
        long offset = many ? tail.getLong(48) : end.getInt(16) & 0xFFFF_FFFFL;
        long length = size - endBytes - offset;
        if (files < 1 || files > PackNames.MOST_FILES || offset < 0 || length < 0) {
            throw unreadable("The file is not a pack: its end record speaks of " + files + " files.");
        }
        if (!Arrays.equals(tail.array(), ZipForm.end(files, offset, length))) {
            throw unreadable("The zip's end record is not in the form of a pack, or something follows it.");
        }
        readEntries(files, offset, offset + length);
        requireManifestLast();
    }

    private void readEntries(long files, long offset, long end) throws IOException {
        long at = offset;
        long unpacked = 0;
        Entry before = new Entry("", 0, 0, 0, 0, -ZipForm.LOCAL);
        Window window = new Window(end);
        for (long i = 0; i < files; i++) {
            Entry entry = entry(window, at);
            at += ZipForm.CENTRAL + entry.name().length();
            requireNext(before, entry);
            unpacked += entry.bytes();
            if (unpacked > MAX_UNPACKED_BYTES) {
                throw unreadable("The pack unpacks to more than " + MAX_UNPACKED_BYTES + " bytes.");
            }
            entries.put(entry.name(), entry);
            before = entry;
        }
        if (at != end || before.end() != offset) {
            throw unreadable("The zip holds bytes that belong to no file.");
        }
    }

    private Entry entry(Window window, long at) throws IOException {
        ByteBuffer fixed = window.at(at, ZipForm.CENTRAL);
        int nameLength = fixed.getShort(28) & 0xFFFF;
        if (nameLength < 1 || nameLength > LONGEST_NAME) {
            throw unreadable("The zip's directory has a name of " + nameLength + " bytes.");
        }
        ByteBuffer whole = window.at(at, ZipForm.CENTRAL + nameLength);
        String name = new String(whole.array(), ZipForm.CENTRAL, nameLength, StandardCharsets.ISO_8859_1);
        if (!PackNames.allowed(name)) {
            throw unreadable("The zip holds a file that no pack has: " + io.breakwater.model.Texts.quoted(name) + ".");
        }
        Entry entry = new Entry(
                name,
                whole.getShort(10) & 0xFFFF,
                whole.getInt(16) & 0xFFFF_FFFFL,
                whole.getInt(20) & 0xFFFF_FFFFL,
                whole.getInt(24) & 0xFFFF_FFFFL,
                whole.getInt(42) & 0xFFFF_FFFFL);
        if (!Arrays.equals(whole.array(), ZipForm.central(entry))) {
            throw unreadable("The directory entry of " + name + " is not in the form of a pack.");
        }
        requireSane(entry);
        return entry;
    }

    private static void requireSane(Entry entry) {
        boolean stored = entry.method() == ZipForm.STORED;
        if (!stored && entry.method() != ZipForm.DEFLATED || stored && entry.packedBytes() != entry.bytes()) {
            throw unreadable(entry.name() + " is packed in a way that packs are not.");
        }
        if (entry.bytes() > SMALL_BYTES && entry.bytes() / MAX_RATIO > entry.packedBytes()) {
            throw unreadable(entry.name() + " unpacks to over " + MAX_RATIO + " times its length.");
        }
    }

    private void requireNext(Entry before, Entry entry) throws IOException {
        boolean ascending =
                before.name().compareTo(entry.name()) < 0 || entry.name().equals(PackNames.MANIFEST);
        if (!ascending || before.name().equals(PackNames.MANIFEST) || entries.containsKey(entry.name())) {
            throw unreadable(entry.name() + " is in the zip twice or out of order.");
        }
        if (entry.offset() != before.end() || entry.end() > channel.size()) {
            throw unreadable(entry.name() + " does not follow the file before it.");
        }
        byte[] expected = ZipForm.local(entry);
        if (!Arrays.equals(at(entry.offset(), expected.length).array(), expected)) {
            throw unreadable("The header of " + entry.name() + " and the directory say different things.");
        }
    }

    private void requireManifestLast() {
        String last = "";
        for (String name : entries.keySet()) {
            last = name;
        }
        if (!last.equals(PackNames.MANIFEST)) {
            throw unreadable("The pack does not end with a manifest.");
        }
    }

    private ByteBuffer at(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw unreadable("The zip ends in the middle of a header.");
            }
        }
        return buffer;
    }

    /** Reads the directory in large steps. */
    private final class Window {
        private static final int BYTES = 1 << 20;
        private final long end;
        private long from;
        private byte[] bytes = new byte[0];

        Window(long end) {
            this.end = end;
        }

        ByteBuffer at(long offset, int length) throws IOException {
            if (offset + length > end) {
                throw unreadable("The zip's directory is cut off.");
            }
            if (offset < from || offset + length > from + bytes.length) {
                from = offset;
                bytes = PackFile.this
                        .at(offset, (int) Math.min(BYTES, end - offset))
                        .array();
            }
            int start = (int) (offset - from);
            return ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, start + length))
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
