package io.breakwater.connect.s3;

import io.breakwater.connect.ForeignProgram;
import io.breakwater.connect.OncePerRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** S3Mock and ElasticMQ, each a process of its own that only this machine can reach. */
public final class CloudServers implements AutoCloseable {
    static final String REGION = "eu-central-1";
    static final Duration SILENCE = Duration.ofSeconds(30);
    /** How many bytes of logs a source may fetch at once. */
    static final long ROOM = 1_000;

    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 10;

    private final ForeignProgram programs;
    private final Path folder;
    private final int s3Port = ForeignProgram.freePort();
    private final int sqsPort = ForeignProgram.freePort();
    private final List<Process> processes = new ArrayList<>();
    private final S3Client s3;
    private final SqsClient sqs;

    /** Starts them once for all tests of a run, with the buckets {@code trail} and {@code payroll}. */
    static final class Running extends OncePerRun<CloudServers> {
        Running() {
            super(CloudServers.class, Running::withBuckets);
        }

        private static CloudServers withBuckets() {
            CloudServers servers = CloudServers.start();
            servers.newBucket("trail");
            servers.newBucket("payroll");
            return servers;
        }
    }

    private CloudServers() throws IOException {
        programs = new ForeignProgram("emulators");
        folder = programs.folder();
        processes.add(s3Mock());
        processes.add(elasticMq());
        Aws aws = aws(queue("any"), SILENCE);
        s3 = aws.s3();
        sqs = aws.sqs();
    }

    /** Both, ready to be asked. */
    public static CloudServers start() {
        try {
            CloudServers servers = new CloudServers();
            servers.await(servers.s3Port);
            servers.await(servers.sqsPort);
            return servers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process s3Mock() throws IOException {
        return programs.start(
                "s3.log",
                programs.source("LoopbackS3.java").toString(),
                "--server.address=127.0.0.1",
                "--server.ssl.enabled=false",
                "--server.port=0",
                "--http.port=" + s3Port,
                "--com.adobe.testing.s3mock.store.root=" + Files.createDirectory(folder.resolve("buckets")));
    }

    private Process elasticMq() throws IOException {
        Path configuration = Files.writeString(folder.resolve("sqs.conf"), """
                include classpath("application.conf")
                generate-node-address = true
                rest-sqs { enabled = true, bind-port = %d, bind-hostname = "127.0.0.1", sqs-limits = strict }
                rest-stats { enabled = false }
                """.formatted(sqsPort));
        return programs.start("sqs.log", "-Dconfig.file=" + configuration, "org.elasticmq.server.Main");
    }

    private void await(int port) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers(port)) {
            if (System.nanoTime() > end || !processes.stream().allMatch(Process::isAlive)) {
                String logs = Files.readString(folder.resolve("s3.log")) + Files.readString(folder.resolve("sqs.log"));
                close();
                throw new IllegalStateException("the servers did not start:\n" + logs);
            }
            pause(50);
        }
    }

    private static boolean answers(int port) {
        try {
            HttpURLConnection asked = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
            asked.setReadTimeout((int) SILENCE.toMillis());
            return asked.getResponseCode() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Aws aws(String queue, Duration silence) {
        return new Aws(
                new S3Settings(queue, List.of("any"), Optional.of(endpoint()), Optional.of(REGION), 1),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", "example")),
                silence);
    }

    /** A source that may read the bucket {@code trail}. */
    S3Source source(String queue, Path data, Pace pace) {
        return source(queue, data, pace, Aws::s3);
    }

    /** The same, where a test says what happens when an object is fetched. */
    S3Source source(String queue, Path data, Pace pace, Function<Aws, S3Client> s3) {
        Aws aws = aws(queue, SILENCE);
        Spool spool = new Spool(data.resolve("spool"), ROOM);
        AllowedObjects allowed = new AllowedObjects(List.of(AllowedObjects.Entry.of("trail")));
        return new S3Source(
                "sqs:logs",
                new Queue(aws::sqs, queue, pace.visibility()),
                new Fetch(() -> s3.apply(aws), allowed, spool, System::nanoTime),
                spool,
                pace,
                InstantSource.system(),
                System::nanoTime);
    }

    /** Where S3 is. */
    public String endpoint() {
        return "http://127.0.0.1:" + s3Port;
    }

    /** The URL of a queue, whether it is there or not. */
    public String queue(String name) {
        return "http://127.0.0.1:" + sqsPort + "/000000000000/" + name;
    }

    /** Makes a queue; a message is offered for as long as its reader says. */
    public String newQueue(String name) {
        return sqs.createQueue(request -> request.queueName(name)).queueUrl();
    }

    /** Makes a queue that puts a message aside into the other one when it was received so often and not deleted. */
    String newQueue(String name, int receives, String aside) {
        newQueue(aside);
        return sqs.createQueue(request -> request.queueName(name)
                        .attributes(Map.of(
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"arn:aws:sqs:" + REGION + ":000000000000:" + aside
                                        + "\",\"maxReceiveCount\":" + receives + "}")))
                .queueUrl();
    }

    public void newBucket(String name) {
        s3.createBucket(request -> request.bucket(name));
    }

    /** Puts an object, and returns its tag without quotes. */
    public String put(String bucket, String key, byte[] content) {
        PutObjectResponse put =
                s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
        return put.eTag().replace("\"", "");
    }

    /** Puts an object, and has it announced as S3 does. */
    public void deliver(String queue, String bucket, String key, byte[] content) {
        send(queue, Announcements.put(bucket, key, content.length, put(bucket, key, content)));
    }

    void deliver(String queue, String bucket, String key, String content) {
        deliver(queue, bucket, key, content.getBytes(StandardCharsets.UTF_8));
    }

    public void send(String queue, String body) {
        sqs.sendMessage(request -> request.queueUrl(queue).messageBody(body));
    }

    /** How many messages the queue has: those that may be received, and those that somebody holds. */
    public int messages(String queue) {
        return count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                + count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    private int count(String queue, QueueAttributeName which) {
        return Integer.parseInt(
                sqs.getQueueAttributes(request -> request.queueUrl(queue).attributeNames(which))
                        .attributes()
                        .get(which));
    }

    S3Client s3() {
        return s3;
    }

    /** Closing again does nothing: a test that lets the cloud fail closes it before its end. */
    @Override
    public void close() {
        if (!Files.exists(folder)) {
            return;
        }
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
        programs.erase();
    }
}
