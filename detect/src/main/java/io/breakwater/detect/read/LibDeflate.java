package io.breakwater.detect.read;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.util.List;
import java.util.Optional;

/**
 * The platform's libdeflate, which inflates about twice as fast as {@code java.util.zip} and only whole buffers. A member
 * that it cannot take, or finds damaged, is left to {@link GzipFeed}, which says what is wrong. One per thread.
 */
final class LibDeflate {
    private static final List<String> NAMES = List.of("libdeflate.so.0", "deflate");
    private static final int SUCCESS = 0;

    private final Bindings library;
    private final Pointer decompressor;
    private final int mostContent;
    private Memory in = new Memory(256 << 10);
    private Memory out = new Memory(1 << 20);

    /** The functions of libdeflate.h that are used. */
    interface Bindings extends Library {
        Pointer libdeflate_alloc_decompressor();

        void libdeflate_free_decompressor(Pointer decompressor);

        int libdeflate_gzip_decompress_ex(
                Pointer decompressor,
                Pointer in,
                long inLength,
                Pointer out,
                long outLength,
                LongByReference inUsed,
                LongByReference outUsed);
    }

    private LibDeflate(Bindings library, int mostContent) {
        this.library = library;
        this.mostContent = mostContent;
        this.decompressor = library.libdeflate_alloc_decompressor();
    }

    /**
     * The library, where this platform has it and lets it be loaded.
     *
     * @param mostContent the largest content it is asked to inflate, which bounds its memory
     */
    static Optional<LibDeflate> open(int mostContent) {
        for (String name : NAMES) {
            try {
                if (Native.SIZE_T_SIZE == Long.BYTES) {
                    return Optional.of(new LibDeflate(Native.load(name, Bindings.class), mostContent));
                }
            } catch (LinkageError notThere) {
                // The next name, or java.util.zip.
            }
        }
        return Optional.empty();
    }

    int mostContent() {
        return mostContent;
    }

    void close() {
        library.libdeflate_free_decompressor(decompressor);
        in.close();
        out.close();
    }

    /**
     * Inflates a file that is one gzip member, its checksum compared.
     *
     * @param size what the member should unpack to
     * @return whether all of it is at the front of {@code into}
     */
    boolean inflate(byte[] packed, int at, int length, byte[] into, int size) {
        in = atLeast(in, length, mostContent / 2);
        out = atLeast(out, size, mostContent);
        in.write(0, packed, at, length);
        LongByReference inUsed = new LongByReference();
        LongByReference outUsed = new LongByReference();
        int result = library.libdeflate_gzip_decompress_ex(decompressor, in, length, out, size, inUsed, outUsed);
        if (result != SUCCESS || inUsed.getValue() != length || outUsed.getValue() != size) {
            return false;
        }
        out.read(0, into, 0, size);
        return true;
    }

    private static Memory atLeast(Memory memory, int bytes, int most) {
        if (memory.size() >= bytes) {
            return memory;
        }
        memory.close();
        return new Memory(Math.max(bytes, Math.min(most, 2 * memory.size())));
    }
}
