package io.breakwater.detect.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** UTF-16, as Windows PowerShell writes exports, made UTF-8. */
final class Utf16Feed implements Feed {
    private static final int SIZE = 64 << 10;

    private final Feed source;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer in;
    private final CharBuffer chars = CharBuffer.allocate(SIZE).flip();
    private boolean ended;

    /** @param first what has been taken from the source already */
    Utf16Feed(Feed source, byte[] first, Charset charset) {
        this.source = source;
        this.decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        this.in = ByteBuffer.allocate(first.length + SIZE).put(first).flip();
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(into, at, length);
        while (out.position() == at) {
            if (!chars.hasRemaining() && !decode()) {
                return -1;
            }
            encoder.encode(chars, out, false);
        }
        return out.position() - at;
    }

    private boolean decode() throws IOException {
        chars.compact();
        while (chars.position() == 0 && !(ended && !in.hasRemaining())) {
            decoder.decode(in, chars, ended);
            if (chars.position() == 0) {
                fill();
            }
        }
        chars.flip();
        return chars.hasRemaining();
    }

    private void fill() throws IOException {
        if (ended) {
            in.position(in.limit());
            return;
        }
        in.compact();
        int read = source.read(in.array(), in.position(), in.remaining());
        in.position(in.position() + Math.max(0, read));
        in.flip();
        ended = read < 0;
    }
}
