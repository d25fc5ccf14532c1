package io.breakwater.detect.cover.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How a file of text is encoded, found out by reading all of it once.
 *
 * @param skip how many bytes of a byte order mark stand before the text
 * @param note what was assumed, when anything was
 */
record Encoding(Charset charset, int skip, Optional<String> note, String sha256) {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Charset EXCEL_WESTERN = Charset.forName("windows-1252");

    static Encoding of(Path file) throws IOException {
        byte[] head = head(file);
        MessageDigest digest = digest();
        boolean utf8 = readsAsUtf8(file, digest);
        String hash = HexFormat.of().formatHex(digest.digest());
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return new Encoding(StandardCharsets.UTF_8, 3, Optional.empty(), hash);
        }
        if (starts(head, 0xFF, 0xFE)) {
            return new Encoding(StandardCharsets.UTF_16LE, 2, Optional.of("read as UTF-16"), hash);
        }
        if (starts(head, 0xFE, 0xFF)) {
            return new Encoding(StandardCharsets.UTF_16BE, 2, Optional.of("read as UTF-16"), hash);
        }
        return withoutMark(head, utf8, hash);
    }

    private static Encoding withoutMark(byte[] head, boolean utf8, String hash) {
        if (head.length >= 2 && head[0] != 0 && head[1] == 0) {
            return new Encoding(StandardCharsets.UTF_16LE, 0, Optional.of("read as UTF-16 without a mark"), hash);
        }
        return utf8
                ? new Encoding(StandardCharsets.UTF_8, 0, Optional.empty(), hash)
                : new Encoding(EXCEL_WESTERN, 0, Optional.of("not UTF-8, read as windows-1252"), hash);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(4);
        }
    }

    private static boolean starts(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean readsAsUtf8(Path file, MessageDigest digest) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
        CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES);
        boolean good = true;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = fill(in, bytes, digest); read >= 0; read = fill(in, bytes, digest)) {
                good = good
                        && !decoder.decode(bytes.flip(), chars.clear(), false).isError();
                bytes.compact();
                if (!good) {
                    bytes.clear();
                }
            }
        }
        return good && !decoder.decode(bytes.flip(), chars.clear(), true).isError();
    }

    private static int fill(InputStream in, ByteBuffer bytes, MessageDigest digest) throws IOException {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read > 0) {
            digest.update(bytes.array(), bytes.position(), read);
            bytes.position(bytes.position() + read);
        }
        return read;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The text from its first character on. */
    Reader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(skip);
        return new InputStreamReader(in, charset);
    }

    /** So many characters of the text, or all when there are fewer. */
    String head(Path file, int most) throws IOException {
        try (Reader reader = open(file)) {
            char[] chars = new char[most];
            int size = 0;
            int read = reader.read(chars, 0, most);
            while (read > 0) {
                size += read;
                read = reader.read(chars, size, most - size);
            }
            return new String(chars, 0, size);
        } catch (CharacterCodingException impossible) {
            throw new IOException(impossible);
        }
    }
}
