package io.breakwater.connect.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Brings an object onto this machine, all of it or nothing. */
final class Fetch {
    private static final int BUFFER = 1 << 16;
    /** A body that drips must not keep the others waiting for ever. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private final Supplier<S3Client> s3;
    private final AllowedObjects allowed;
    private final Spool spool;
    private final LongSupplier nanoTime;

    Fetch(Supplier<S3Client> s3, AllowedObjects allowed, Spool spool, LongSupplier nanoTime) {
        this.s3 = s3;
        this.allowed = allowed;
        this.spool = spool;
        this.nanoTime = nanoTime;
    }

    /**
     * An object that is here.
     *
     * @param file empty when there is nothing in the object
     * @param etag of the bytes that came
     */
    record Fetched(Optional<Path> file, String etag) {}

    /** Makes the folder ready; no more than that is done the second time. */
    void prepare() throws Failed {
        try {
            spool.prepare();
        } catch (IOException e) {
            throw diskRefused(e);
        }
    }

    /** Whether it is to be tried at all, now or ever; nothing is asked for that. */
    void check(LoggedObject object) throws Failed {
        allowed.check(object);
        checkSize(object, object.size().orElse(0));
    }

    private void checkSize(LoggedObject object, long size) throws Failed {
        if (size > spool.most()) {
            throw new Failed(
                    Trouble.OBJECT_TOO_LARGE,
                    object.shown() + " has " + size + " bytes, and breakwater.watch.disk-mib allows " + spool.most()
                            + "; raise it, or read the log with breakwater scan");
        }
    }

    Fetched get(LoggedObject object) throws Failed {
        try (ResponseInputStream<GetObjectResponse> body = s3.get().getObject(request(object))) {
            try {
                return keep(object, body.response(), body);
            } catch (IOException | Failed e) {
                // Closing would first read what is left of it.
                body.abort();
                throw e;
            }
        } catch (SdkException e) {
            throw Reason.ofObject(object, e);
        } catch (IOException e) {
            throw new Failed(
                    Trouble.OBJECT_TRUNCATED, object.shown() + " broke off while it came; it is asked for again", e);
        }
    }

    private static GetObjectRequest request(LoggedObject object) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(object.bucket()).key(object.key());
        object.version().ifPresent(request::versionId);
        object.etag().ifPresent(etag -> request.ifMatch("\"" + etag + "\""));
        return request.build();
    }

    private Fetched keep(LoggedObject object, GetObjectResponse told, InputStream body) throws Failed, IOException {
        Long size = told.contentLength();
        String etag = Optional.ofNullable(told.eTag()).orElse("");
        if (size == null) {
            throw new Failed(
                    Trouble.OBJECT_TRUNCATED, object.shown() + " came without its length; it is asked for again");
        }
        checkSize(object, size);
        if (size == 0) {
            return new Fetched(Optional.empty(), etag);
        }
        Path file = room(object, size);
        boolean whole = false;
        try {
            copy(object, body, file, size);
            whole = true;
            return new Fetched(Optional.of(file), etag);
        } finally {
            if (!whole) {
                spool.remove(file);
            }
        }
    }

    private Path room(LoggedObject object, long size) throws Failed {
        try {
            return spool.file(size)
                    .orElseThrow(() -> new Failed(
                            Trouble.DISK_REFUSED,
                            object.shown() + " waits until logs that were fetched before it have been read: there is no"
                                    + " more room by breakwater.watch.disk-mib"));
        } catch (IOException e) {
            throw diskRefused(e);
        }
    }

    /** Not trusting the connection: when it is closed early, the JDK's client says that the body has ended. */
    private void copy(LoggedObject object, InputStream body, Path file, long size) throws Failed, IOException {
        long began = nanoTime.getAsLong();
        long came = 0;
        try (OutputStream out = open(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = body.read(buffer); n >= 0 && came <= size; n = body.read(buffer)) {
                write(out, buffer, n);
                came += n;
                if (nanoTime.getAsLong() - began > LONGEST.toNanos()) {
                    throw new IOException("too slow");
                }
            }
        }
        if (came != size) {
            throw new Failed(
                    Trouble.OBJECT_TRUNCATED,
                    object.shown() + " has " + size + " bytes, and " + came + " came; it is asked for again");
        }
    }

    private static OutputStream open(Path file) throws Failed {
        try {
            return Files.newOutputStream(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw diskRefused(e);
        }
    }

    private static void write(OutputStream out, byte[] buffer, int length) throws Failed {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw diskRefused(e);
        }
    }

    private static Failed diskRefused(IOException e) {
        return new Failed(
                Trouble.DISK_REFUSED,
                "the folder watch in the data folder cannot be written; see its room and its rights",
                e);
    }
}
