package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.connect.s3.Wire.Answer;
import io.breakwater.connect.s3.Wire.Answer.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

@DisplayName("Whatever goes wrong on the wire has a name, says what to do, and leaves nothing behind")
class FaultsTest {
    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final AwsCredentialsProvider KNOWN =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", "example"));

    @TempDir
    private Path data;

    private final Wire wire = new Wire();
    private LongSupplier time = System::nanoTime;
    private Spool spool = new Spool(Path.of(""), 0);

    @BeforeEach
    void prepare() throws IOException {
        spool = new Spool(data.resolve("spool"), 1_000);
        spool.prepare();
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private Aws aws(AwsCredentialsProvider credentials) {
        S3Settings settings = new S3Settings(
                wire.url() + "/000000000000/logs",
                List.of("trail"),
                Optional.of(wire.url()),
                Optional.of("eu-central-1"),
                1);
        return new Aws(settings, credentials, SILENCE);
    }

    private static LoggedObject object(Optional<String> etag) {
        return new LoggedObject("trail", "a log", Optional.empty(), etag, OptionalLong.empty(), Optional.empty());
    }

    private Fetch.Fetched get() throws Failed {
        return new Fetch(aws(KNOWN)::s3, new AllowedObjects(List.of()), spool, time).get(object(Optional.of("tag")));
    }

    private void fails(Trouble trouble, String... words) throws IOException {
        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(
                        Failed.class, e -> assertThat(e.trouble()).isEqualTo(trouble))
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("AKIAEXAMPLE");
        try (Stream<Path> left = Files.list(data.resolve("spool"))) {
            assertThat(left).isEmpty();
        }
        assertThat(spool.hasRoomFor(1_000)).isTrue();
    }

    @Test
    void object_isFetched_ifItIsStillTheOneThatWasAnnounced() throws Failed {
        wire.say(Answer.object(5, "a log", End.CLOSED));

        assertThat(get().file().orElseThrow()).hasContent("a log");
        assertThat(wire.asked())
                .singleElement()
                .asString()
                .contains("GET /trail/a%20log")
                .contains("If-Match: \"tag\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//a",
                "../../a",
                "a\r\nX-Injected: yes",
                "a\0b",
                "\ud800",
                "a?b#c",
                "%2e%2e%2f",
                "\u202Ea",
                "a\\b",
                " "
            })
    void keyThatSomebodyMadeUp_isAskedForAsItIs_andChangesNothingElse(String key) {
        wire.say(Answer.refused(404, "NoSuchKey", "no"));
        LoggedObject object = new LoggedObject(
                "trail", key, Optional.of(key), Optional.empty(), OptionalLong.empty(), Optional.empty());

        assertThatThrownBy(() -> new Fetch(aws(KNOWN)::s3, new AllowedObjects(List.of()), spool, time).get(object))
                .isInstanceOfSatisfying(
                        Failed.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.OBJECT_GONE));
        assertThat(wire.asked())
                .singleElement()
                .satisfies(
                        request -> assertThat(request).startsWith("GET /trail/").doesNotContain("\nX-Injected"));
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, OBJECT_GONE",
        "404, NoSuchVersion, OBJECT_GONE",
        "404, NoSuchBucket, OBJECT_GONE",
        "405, MethodNotAllowed, OBJECT_GONE",
        "403, AccessDenied, OBJECT_DENIED",
        "403, AllAccessDisabled, OBJECT_DENIED",
        "403, InvalidObjectState, OBJECT_ARCHIVED",
        "400, KMS.DisabledException, KEY_DENIED",
        "400, KMS.NotFoundException, KEY_DENIED",
        "412, PreconditionFailed, OBJECT_CHANGED",
        "400, ExpiredToken, CREDENTIALS_REFUSED",
        "403, InvalidAccessKeyId, CREDENTIALS_REFUSED",
        "403, SignatureDoesNotMatch, CREDENTIALS_REFUSED",
        "403, RequestTimeTooSkewed, CREDENTIALS_REFUSED",
        "400, AuthorizationHeaderMalformed, BUCKET_ELSEWHERE",
        "500, InternalError, STORE_BUSY",
        "503, SlowDown, STORE_BUSY",
    })
    void refusalOfS3_hasItsName(int status, String code, Trouble trouble) throws IOException {
        wire.say(Answer.refused(status, code, "said to AKIAEXAMPLE"));

        fails(trouble, "trail/a log", status + " " + code);
    }

    @Test
    void refusalOfTheKey_isNotThatOfTheObject() throws IOException {
        wire.say(Answer.refused(
                403, "AccessDenied", "User: arn:aws:iam::1:role/x is not authorized to perform: kms:Decrypt"));

        fails(Trouble.KEY_DENIED, "allow kms:Decrypt");
    }

    @Test
    void refusalThatNamesSomethingElsewhere_leadsNowhere() throws IOException {
        wire.say(Answer.of(
                403,
                "Content-Type: application/xml\r\n",
                "<?xml version=\"1.0\"?><!DOCTYPE Error [<!ENTITY led SYSTEM \"" + wire.url() + "/led\">]>"
                        + "<Error><Code>AccessDenied</Code><Message>&led;</Message></Error>"));

        assertThatThrownBy(this::get).isInstanceOf(Failed.class);
        assertThat(wire.asked()).isNotEmpty().noneMatch(request -> request.contains("/led"));
    }

    @Test
    void busyStore_isAskedAgain_andThenGivesIt() throws Failed {
        wire.say(
                Answer.refused(503, "SlowDown", "Please reduce your request rate."),
                Answer.object(5, "a log", End.CLOSED));

        assertThat(get().file().orElseThrow()).hasContent("a log");
        assertThat(wire.asked()).hasSize(2);
    }

    @Test
    void bucketOfAnotherRegion_isFollowedThere() throws Failed {
        wire.say(
                Answer.of(301, "x-amz-bucket-region: eu-west-1\r\n", "<Error><Code>PermanentRedirect</Code></Error>"),
                Answer.object(5, "a log", End.CLOSED));

        assertThat(get().file().orElseThrow()).hasContent("a log");
        assertThat(wire.asked().get(0)).contains("/eu-central-1/s3/aws4_request");
        assertThat(wire.asked().get(wire.asked().size() - 1)).contains("/eu-west-1/s3/aws4_request");
    }

    @Test
    void bodyThatEndsEarly_isNotTaken() throws IOException {
        wire.say(Answer.object(500, "only this", End.CLOSED));

        fails(Trouble.OBJECT_TRUNCATED, "trail/a log has 500 bytes, and 9 came");
    }

    @Test
    void bodyWithoutLength_isNotTaken() throws IOException {
        wire.say(new Answer("HTTP/1.1 200 OK\r\nETag: \"tag\"\r\nConnection: close\r\n\r\na log", End.CLOSED));

        fails(Trouble.OBJECT_TRUNCATED, "without its length");
    }

    @Test
    void connectionResetInTheBody_isNamed() throws IOException {
        wire.say(Answer.object(500, "only this", End.RESET));

        fails(Trouble.OBJECT_TRUNCATED, "trail/a log");
    }

    @Test
    void silenceInTheBody_isNotWaitedForForEver() throws IOException {
        wire.say(Answer.object(500, "only this", End.SILENT));

        fails(Trouble.OBJECT_TRUNCATED, "trail/a log broke off");
    }

    @Test
    void bodyThatDrips_isNotWaitedForForEver() throws IOException {
        AtomicLong nanos = new AtomicLong();
        time = () -> nanos.getAndAdd(Fetch.LONGEST.toNanos() + 1);
        wire.say(Answer.object(5, "a log", End.CLOSED));

        fails(Trouble.OBJECT_TRUNCATED, "trail/a log broke off");
    }

    @Test
    void noAnswerAtAll_isNamed() throws IOException {
        wire.say(new Answer("", End.RESET));
        fails(Trouble.STORE_UNREACHABLE, "S3 does not answer");

        wire.say(new Answer("", End.SILENT));
        fails(Trouble.STORE_UNREACHABLE, "S3 does not answer", "SocketTimeoutException");
    }

    @Test
    void objectLargerThanTheDiskAllows_isNotEvenBegun() throws IOException {
        wire.say(Answer.object(1_001, "x".repeat(1_001), End.CLOSED));

        fails(Trouble.OBJECT_TOO_LARGE, "1001 bytes", "breakwater.watch.disk-mib");
    }

    @Test
    void diskThatCannotBeWritten_isNamed() throws IOException {
        wire.say(Answer.object(5, "a log", End.CLOSED));
        Files.delete(data.resolve("spool"));

        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(
                        Failed.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.DISK_REFUSED));
    }

    @Test
    void noCredentials_areNamed() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("Unable to load credentials from any of the providers in the chain");
        };

        assertThatThrownBy(() -> new Fetch(aws(none)::s3, new AllowedObjects(List.of()), spool, time)
                        .get(object(Optional.empty())))
                .isInstanceOfSatisfying(
                        Failed.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.CREDENTIALS_MISSING))
                .hasMessageContaining("AWS_ACCESS_KEY_ID");
    }

    @Test
    void regionThatNobodyKnows_isNamed() {
        SdkClientException unknown = SdkClientException.create("Unable to load region from any of the providers");

        assertThat(Reason.ofQueue(unknown).trouble()).isEqualTo(Trouble.REGION_MISSING);
        assertThat(Reason.ofQueue(unknown)).hasMessageContaining("breakwater.watch.aws.region");
    }

    @Test
    void roomThatOthersTake_isWaitedFor() throws IOException, Failed {
        wire.say(Answer.object(5, "a log", End.CLOSED));
        Path other = spool.file(998).orElseThrow();
        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(
                        Failed.class, e -> assertThat(e.trouble().passes()).isTrue())
                .hasMessageContaining("waits until logs that were fetched before it");

        spool.remove(other);
        assertThat(get().file().orElseThrow()).hasContent("a log");
    }

    private static Answer refusedByQueue(int status, String type) {
        return Answer.of(
                status,
                "Content-Type: application/x-amz-json-1.0\r\n",
                "{\"__type\":\"com.amazonaws.sqs#" + type + "\",\"message\":\"said to AKIAEXAMPLE\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "400, QueueDoesNotExist, QUEUE_GONE",
        "403, AccessDeniedException, QUEUE_DENIED",
        "403, InvalidClientTokenId, CREDENTIALS_REFUSED",
        "403, ExpiredToken, CREDENTIALS_REFUSED",
        "400, RequestThrottled, QUEUE_BUSY",
        "400, OverLimit, QUEUE_BUSY",
        "503, ServiceUnavailable, QUEUE_BUSY",
    })
    void refusalOfTheQueue_hasItsName(int status, String type, Trouble trouble) {
        wire.say(refusedByQueue(status, type));

        assertThatThrownBy(() -> queue().receive(Duration.ZERO))
                .isInstanceOfSatisfying(
                        Failed.class, e -> assertThat(e.trouble()).isEqualTo(trouble))
                .hasMessageNotContaining("AKIAEXAMPLE");
    }

    private Queue queue() {
        return new Queue(aws(KNOWN)::sqs, wire.url() + "/000000000000/logs", Duration.ofSeconds(2));
    }

    @Test
    void queueThatDoesNotAnswer_isNamed() {
        wire.say(new Answer("", End.RESET));

        assertThatThrownBy(() -> queue().delete(List.of("receipt")))
                .isInstanceOfSatisfying(
                        Failed.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.QUEUE_UNREACHABLE))
                .hasMessageContaining("the queue does not answer");
    }
}
