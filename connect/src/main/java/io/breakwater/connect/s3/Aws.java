package io.breakwater.connect.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * The SDK's clients, with credentials as the SDK finds them on the machine. They are made when they are needed first: making them
 * may ask the machine's metadata for its region, and fail.
 */
final class Aws {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than the longest poll. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final S3Settings settings;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private Optional<SqsClient> sqs = Optional.empty();
    private Optional<S3Client> s3 = Optional.empty();

    Aws(S3Settings settings) {
        this(settings, DefaultCredentialsProvider.builder().build(), SILENCE);
    }

    Aws(S3Settings settings, AwsCredentialsProvider credentials, Duration silence) {
        this.settings = settings;
        this.credentials = credentials;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(silence)
                .build();
    }

    synchronized SqsClient sqs() {
        sqs = Optional.of(sqs.orElseGet(this::makeSqs));
        return sqs.get();
    }

    synchronized S3Client s3() {
        s3 = Optional.of(s3.orElseGet(this::makeS3));
        return s3.get();
    }

    private SqsClient makeSqs() {
        SqsClientBuilder builder = SqsClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .endpointOverride(settings.queueEndpoint())
                .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD));
        settings.regionSaid().map(Region::of).ifPresent(builder::region);
        return builder.build();
    }

    /** Buckets of other regions are followed to where they are. */
    private S3Client makeS3() {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .crossRegionAccessEnabled(true)
                .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD));
        settings.regionSaid().map(Region::of).ifPresent(builder::region);
        settings.endpoint()
                .map(URI::create)
                .ifPresent(url -> builder.endpointOverride(url).forcePathStyle(true));
        return builder.build();
    }
}
