package io.breakwater.server.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.Stream;

/** Logs of a cloud as a test makes them, in a folder that is gone afterwards: in every one somebody opens a bucket. */
record CloudLog(Path folder) implements AutoCloseable {
    static CloudLog fresh() {
        try {
            return new CloudLog(Files.createTempDirectory("breakwater-logs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One event, done by that user now, in a file that appears whole. */
    void bucketOpened(String event, String user) {
        bucketOpened(event, user, Instant.now());
    }

    /** What CloudTrail says of it. */
    static String text(String event, String user, Instant time) {
        return """
                {"Records":[{"eventVersion":"1.09","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/%2$s",\
                "accountId":"111122223333","accessKeyId":"AKIAEXAMPLE","userName":"%2$s"},"eventTime":"%3$s",\
                "eventSource":"s3.amazonaws.com","eventName":"DeletePublicAccessBlock","awsRegion":"eu-west-1",\
                "sourceIPAddress":"203.0.113.7","userAgent":"aws-cli","requestParameters":{"bucketName":"orders"},\
                "eventID":"%1$s","readOnly":false,"eventType":"AwsApiCall","managementEvent":true,\
                "recipientAccountId":"111122223333","eventCategory":"Management"}]}\
                """.formatted(event, user, time.truncatedTo(ChronoUnit.SECONDS));
    }

    void bucketOpened(String event, String user, Instant time) {
        try {
            Path unfinished = Files.writeString(folder.resolve(event + ".tmp"), text(event, user, time));
            Files.move(unfinished, folder.resolve(event + ".json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String setting() {
        return "watch=" + folder;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
