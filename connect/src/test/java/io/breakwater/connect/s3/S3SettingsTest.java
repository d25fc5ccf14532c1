package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is wrong with the settings of a queue is said at the start, and all at once")
class S3SettingsTest {
    private static final String QUEUE = "https://sqs.eu-central-1.amazonaws.com/111122223333/trail-logs";

    private static S3Settings of(String queue, List<String> buckets, String endpoint, String region) {
        return new S3Settings(
                queue,
                buckets,
                Optional.of(endpoint).filter(s -> !s.isEmpty()),
                Optional.of(region).filter(s -> !s.isEmpty()),
                1 << 20);
    }

    private static S3Settings of(String queue) {
        return of(queue, List.of("trail"), "", "");
    }

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-central-1.amazonaws.com/111122223333/trail-logs, eu-central-1",
        "https://sqs.us-gov-west-1.amazonaws.com/111122223333/trail-logs, us-gov-west-1",
        "https://sqs.cn-north-1.amazonaws.com.cn/111122223333/trail-logs, cn-north-1",
        "https://eu-west-3.queue.amazonaws.com/111122223333/trail-logs, eu-west-3",
        "https://sqs-fips.us-east-1.amazonaws.com/111122223333/trail-logs.fifo, us-east-1",
        "https://sqs.ap-southeast-2.api.aws/111122223333/trail-logs, ap-southeast-2",
        "https://vpce-0a1-b2.sqs.us-east-1.vpce.amazonaws.com/111122223333/trail-logs, us-east-1",
    })
    void queueOfAws_isRight_andSaysItsRegion(String queue, String region) {
        assertThat(of(queue).problems()).isEmpty();
        assertThat(of(queue).regionSaid()).contains(region);
        assertThat(of(queue).name()).startsWith("sqs:111122223333/trail-logs");
    }

    @Test
    void queueElsewhere_isAskedWhereItsUrlSays_andHasTheRegionOfTheSetting() {
        S3Settings settings = of("http://127.0.0.1:9324/000000000000/q", List.of("trail"), "", "eu-west-1");

        assertThat(settings.problems()).isEmpty();
        assertThat(settings.queueEndpoint()).hasToString("http://127.0.0.1:9324");
        assertThat(settings.regionSaid()).contains("eu-west-1");
        assertThat(of("http://localhost:9324/0/q").regionSaid()).isEmpty();
    }

    @Test
    void regionOfTheSetting_winsOverTheOneInTheUrl() {
        assertThat(of(QUEUE, List.of("trail"), "", "eu-west-1").regionSaid()).contains("eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trail-logs", "ftp://host/1/q", "https:///1/q", "https://h/1/q?x=1", "ht tp://h/1/q", ""})
    void whatIsNoUrl_isSaid(String queue) {
        assertThat(of(queue).problems())
                .anyMatch(problem -> problem.startsWith("the queue is a URL as https://host/path"));
    }

    @Test
    void passwordInTheUrl_isRefused_andNotRepeated() {
        assertThat(of("https://user:hunter2@host/1/q").problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem).doesNotContain("hunter2").contains("without a user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://queue.example.com/1/q", "HTTP://10.0.0.7:9324/1/q"})
    void plainHttp_isForThisMachineOnly(String queue) {
        assertThat(of(queue).problems()).singleElement().asString().contains("https");
    }

    @Test
    void plainHttpToS3_isForThisMachineOnly() {
        assertThat(of(QUEUE, List.of("trail"), "http://minio.example.com:9000", "")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("the endpoint of S3 is reached by https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host/", "https://host/q", "https://host/1/q/"})
    void urlWithoutAccountAndName_isSaid(String queue) {
        assertThat(of(queue).problems()).anyMatch(problem -> problem.contains("ends in account and name"));
    }

    @Test
    void withoutBuckets_itDoesNotStart() {
        assertThat(of(QUEUE, List.of(), "", "").problems())
                .singleElement()
                .asString()
                .contains("breakwater.watch.s3.buckets");
    }

    @Test
    void everythingWrong_isSaidAtOnce() {
        assertThat(of("nowhere", List.of("arn:aws:s3:::trail", "trail"), "nothing", "Frankfurt")
                        .problems())
                .hasSize(4)
                .anyMatch(problem -> problem.contains("\"Frankfurt\" is no region"))
                .anyMatch(problem -> problem.contains("\"arn:aws:s3:::trail\" is no bucket"));
    }
}
