package io.breakwater.detect.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A process of its own that reads something large with little memory, and prints what it found. */
final class SmallReader {
    private SmallReader() {}

    /** Arguments: {@code line BYTES} for one endless line made on the spot, or {@code file PATH}. */
    public static void main(String[] arguments) {
        Input input = arguments[0].equals("line")
                ? Input.stream("line", new OneLine(Long.parseLong(arguments[1])))
                : Input.path(Path.of(arguments[1]));
        LongAdder records = new LongAdder();
        ReadReport report =
                Reading.of(List.of(input), Logs.OPTIONS).run(() -> seen -> records.increment(), Progress.NONE);
        System.out.println(records + " " + report.contentBytes() + " " + report.problems());
    }

    /** {@code {"Records":[…]}} on one line, events without end. */
    private static final class OneLine extends InputStream {
        private final byte[] event = (Logs.event(1) + ",").getBytes(StandardCharsets.UTF_8);
        private final byte[] head = "{\"Records\":[".getBytes(StandardCharsets.UTF_8);
        private final long bytes;
        private long at;

        OneLine(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            throw new IllegalStateException("read in pieces");
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (at >= bytes) {
                return -1;
            }
            int count = (int) Math.min(length, bytes - at);
            for (int i = 0; i < count; i++) {
                long place = at + i - head.length;
                into[from + i] = place < 0 ? head[(int) (at + i)] : event[(int) (place % event.length)];
            }
            at += count;
            return count;
        }
    }
}
