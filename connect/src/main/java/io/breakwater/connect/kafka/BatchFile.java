package io.breakwater.connect.kafka;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** The records of a batch while they are gathered, a line each. */
final class BatchFile {
    static final long MOST_BYTES = 4L << 20;
    static final int MOST_RECORDS = 10_000;

    private final Path path;
    private final OutputStream out;
    private final long sinceNanos;
    private long bytes;
    private int records;
    private long newestMillis = -1;

    BatchFile(Path path, long sinceNanos) throws IOException {
        this.path = path;
        this.sinceNanos = sinceNanos;
        this.out = new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW));
    }

    void add(ConsumerRecord<byte[], byte[]> record) throws IOException {
        byte[] line = RecordLine.of(record.offset(), record.value()).orElse(new byte[0]);
        if (line.length > 0) {
            out.write(line);
            out.write('\n');
            bytes += line.length + 1L;
        }
        records++;
        if (record.timestampType() != TimestampType.NO_TIMESTAMP_TYPE) {
            newestMillis = Math.max(newestMillis, record.timestamp());
        }
    }

    boolean isFull() {
        return bytes >= MOST_BYTES || records >= MOST_RECORDS;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    /** When the last of its records was delivered, in milliseconds since 1970; negative when none says. */
    long newestMillis() {
        return newestMillis;
    }

    Path finish() throws IOException {
        out.close();
        return path;
    }

    /** As if it had never been; that it could not be closed on a full disk is no news then. */
    void discard() throws IOException {
        Files.deleteIfExists(path);
        try {
            out.close();
        } catch (IOException full) {
            return;
        }
    }
}
