package io.breakwater.cli.talk;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An output whose reader may walk away ({@code | head}): what comes after that is dropped, as everybody does it. Any other
 * trouble, a full disk first of all, is still an error.
 */
final class Pipe extends FilterOutputStream {
    private boolean nobodyReads;

    Pipe(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (nobodyReads) {
            return;
        }
        try {
            out.write(bytes, from, count);
        } catch (IOException broken) {
            if (!"Broken pipe".equals(broken.getMessage())) {
                throw broken;
            }
            nobodyReads = true;
        }
    }
}
