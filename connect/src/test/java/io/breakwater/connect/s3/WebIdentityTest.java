package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.connect.s3.Wire.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Credentials come from where the SDK finds them; a pod's role is taken by its token")
class WebIdentityTest {
    @TempDir
    private Path folder;

    private final Wire wire = new Wire();

    /** What the cluster puts into the environment of a pod; the SDK takes system properties of the same meaning. */
    private Map<String, String> pod() {
        return Map.of(
                "aws.roleArn", "arn:aws:iam::111122223333:role/breakwater",
                "aws.webIdentityTokenFile", folder.resolve("token").toString(),
                "aws.roleSessionName", "breakwater",
                "aws.endpointUrlSts", wire.url(),
                "aws.disableEc2Metadata", "true",
                "aws.region", "eu-central-1");
    }

    @BeforeEach
    void prepare() throws IOException {
        Files.writeString(folder.resolve("token"), "the-token-of-the-pod");
        pod().forEach(System::setProperty);
    }

    @AfterEach
    void forget() {
        pod().keySet().forEach(System::clearProperty);
        wire.close();
    }

    private Queue queue() {
        String url = wire.url() + "/111122223333/logs";
        Aws aws = new Aws(new S3Settings(url, List.of("trail"), Optional.empty(), Optional.empty(), 1));
        return new Queue(aws::sqs, url, Duration.ofSeconds(2));
    }

    @Test
    void roleOfThePod_isTaken_andTheQueueAskedWithIt() throws Failed {
        wire.say(
                Answer.of(200, "Content-Type: text/xml\r\n", """
                        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\
                        <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId>\
                        <SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken>\
                        <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>\
                        </AssumeRoleWithWebIdentityResponse>\
                        """),
                Answer.of(200, "Content-Type: application/x-amz-json-1.0\r\n", "{}"));

        assertThat(queue().receive(Duration.ZERO)).isEmpty();
        assertThat(wire.asked()).hasSize(2);
        assertThat(wire.asked().get(0)).contains("AssumeRoleWithWebIdentity").contains("the-token-of-the-pod");
        assertThat(wire.asked().get(1)).contains("Credential=ASIAEXAMPLE/").contains("/eu-central-1/sqs/aws4_request");
    }

    @Test
    void roleThatMayNotBeTaken_isNamed_andItIsNotTheQueueThatRefuses() {
        wire.say(Answer.of(
                403,
                "Content-Type: text/xml\r\n",
                "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error>"
                        + "</ErrorResponse>"));

        assertThatThrownBy(() -> queue().receive(Duration.ZERO))
                .isInstanceOfSatisfying(
                        Failed.class, e -> assertThat(e.trouble().name()).startsWith("CREDENTIALS_"));
    }
}
