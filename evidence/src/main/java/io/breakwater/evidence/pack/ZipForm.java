package io.breakwater.evidence.pack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The one form a pack's zip has (PKWARE APPNOTE 6.3.10): no comments, no extra fields, no data descriptors, no
 * encryption, every time 1980-01-01, ASCII names, files back to back from the first byte to the directory.
 *
 * <p>A zip has many spellings for the same content, and readers disagree on some. This one leaves no choice: from a
 * directory entry follows every byte of both headers, so that a single changed byte shows.
 */
public final class ZipForm {
    /** Stored as it is. */
    public static final int STORED = 0;
    /** Deflated. */
    public static final int DEFLATED = 8;
    /** Length of a local header without the name. */
    public static final int LOCAL = 30;
    /** Length of a directory entry without the name. */
    public static final int CENTRAL = 46;
    /** Length of the end record. */
    public static final int END = 22;
    /** Length of the two zip64 records that come before the end record when there are many files. */
    public static final int END64 = 56 + 20;
    /** From this many files on, the zip64 records are there. */
    public static final int MANY = 0xFFFF;
    /** No offset or length may reach this: 4 GiB less one byte. */
    public static final long MAX_BYTES = 0xFFFF_FFFEL;

    private static final int VERSION = 20;
    private static final int VERSION_64 = 45;
    private static final int DATE_1980_01_01 = 0x21;
    private static final int MAX_32 = 0xFFFF_FFFF;

    private ZipForm() {}

    /**
     * One file in the zip.
     *
     * @param offset where its local header begins
     */
    public record Entry(String name, int method, long crc, long packedBytes, long bytes, long offset) {
        /** Where its data begins. */
        public long dataOffset() {
            return offset + LOCAL + name.length();
        }

        /** Where the next thing begins. */
        public long end() {
            return dataOffset() + packedBytes;
        }
    }

    /** The local header, name included. */
    public static byte[] local(Entry entry) {
        ByteBuffer header = buffer(LOCAL + entry.name().length());
        header.putInt(0x04034b50);
        common(header, entry);
        return header.put(ascii(entry.name())).array();
    }

    /** The directory entry, name included. */
    public static byte[] central(Entry entry) {
        ByteBuffer header = buffer(CENTRAL + entry.name().length());
        header.putInt(0x02014b50).putShort((short) VERSION);
        common(header, entry);
        header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        header.putInt((int) entry.offset());
        return header.put(ascii(entry.name())).array();
    }

    /** Everything after the directory. */
    public static byte[] end(long files, long directoryOffset, long directoryBytes) {
        boolean many = files >= MANY;
        ByteBuffer end = buffer(END + (many ? END64 : 0));
        if (many) {
            end.putInt(0x06064b50).putLong(44).putShort((short) VERSION_64).putShort((short) VERSION_64);
            end.putInt(0)
                    .putInt(0)
                    .putLong(files)
                    .putLong(files)
                    .putLong(directoryBytes)
                    .putLong(directoryOffset);
            end.putInt(0x07064b50)
                    .putInt(0)
                    .putLong(directoryOffset + directoryBytes)
                    .putInt(1);
        }
        short count = (short) (many ? MANY : files);
        end.putInt(0x06054b50)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(count)
                .putShort(count);
        return end.putInt(many ? MAX_32 : (int) directoryBytes)
                .putInt(many ? MAX_32 : (int) directoryOffset)
                .putShort((short) 0)
                .array();
    }

    /** The end record of a zip with so many files that the zip64 records tell their number. */
    public static boolean tellsMany(ByteBuffer end) {
        return (end.getShort(8) & 0xFFFF) == MANY;
    }

    private static void common(ByteBuffer header, Entry entry) {
        header.putShort((short) VERSION).putShort((short) 0).putShort((short) entry.method());
        header.putShort((short) 0).putShort((short) DATE_1980_01_01).putInt((int) entry.crc());
        header.putInt((int) entry.packedBytes()).putInt((int) entry.bytes());
        header.putShort((short) entry.name().length()).putShort((short) 0);
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
