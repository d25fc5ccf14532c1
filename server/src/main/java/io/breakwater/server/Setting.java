package io.breakwater.server;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One configuration key: a system property, or the environment variable of the same words in capitals. */
enum Setting {
    DATA("breakwater.data", "", "folder of everything the server keeps; default ~/.local/share/breakwater"),
    HOST("breakwater.host", "127.0.0.1", "address to listen on"),
    PORT("breakwater.port", "7480", "port to listen on; 0 takes a free one, see <data>/server.json"),
    ALLOWED_HOSTS("breakwater.allowed-hosts", "", "further names clients may use in the Host header, with commas"),
    DATABASE_URL(
            "breakwater.database.url", "", "JDBC URL of PostgreSQL; absent: an embedded one under <data>/postgres"),
    DATABASE_USER("breakwater.database.user", "", "user at that database"),
    DATABASE_PASSWORD("breakwater.database.password", "", "password at that database"),
    KEYS("breakwater.keys", "", "folder of the signing and sealing keys; default <data>/keys"),
    PUBLISH("breakwater.publish", "", "folder the log is published to; default <data>/published"),
    ORIGIN("breakwater.origin", "breakwater.invalid/log", "the log's name, as in its checkpoints; never changes"),
    WITNESS("breakwater.witness", "", "witnesses: URL, a space, verifier key; several with commas"),
    PRACTICE("breakwater.practice", "false", "true: a second PostgreSQL runs as the target orders-db"),
    ADMIN_TOKEN_FILE(
            "breakwater.admin-token-file", "", "file for the first administrator token, instead of standard output"),
    DEBTS("breakwater.debts", "", "file with debt rules of your own, beside those that come with Breakwater"),
    WATCH(
            "breakwater.watch",
            "",
            "where cloud logs are read from as they come: folders, sqs: and the URL of a queue, kafka://broker:port/topic;"
                    + " several with commas"),
    WATCH_RULES("breakwater.watch.rules", "", "folders of Sigma rules beside those that come with it, with commas"),
    WATCH_ACCOUNTS(
            "breakwater.watch.accounts",
            "",
            "which cloud account a target is, as target=account; several with commas, a target may come again"),
    WATCH_DOMAINS(
            "breakwater.watch.domains",
            "",
            "mail domains under which persons stand in logs as name@domain, with commas"),
    WATCH_S3_BUCKETS(
            "breakwater.watch.s3.buckets",
            "",
            "buckets, or bucket/prefix, that the messages of a watched queue may make the server read, with commas"),
    WATCH_S3_ENDPOINT("breakwater.watch.s3.endpoint", "", "URL of S3, where it is not AWS's own"),
    WATCH_AWS_REGION(
            "breakwater.watch.aws.region",
            "",
            "region of queue and buckets; default: the one in the queue's URL, else as the AWS SDK finds it"),
    WATCH_DISK_MIB(
            "breakwater.watch.disk-mib",
            "1024",
            "how much of the disk the logs fetched for one place may take, in MiB; no larger log is read"),
    WATCH_KAFKA_PROPERTIES(
            "breakwater.watch.kafka.properties",
            "",
            "file of the Kafka client's settings about logging in and TLS; only this server may read it"),
    WATCH_KAFKA_CONNECTION(
            "breakwater.watch.kafka.connection-string-file",
            "",
            "file with the connection string of an Azure Event Hub; only this server may read it"),
    WATCH_KAFKA_FROM(
            "breakwater.watch.kafka.from",
            "earliest",
            "earliest or latest: where reading begins when a topic is seen for the first time"),
    LOG_JSON("breakwater.log-json", "false", "true: one JSON object per log line"),
    REQUESTS_PER_SECOND("breakwater.requests-per-second", "100", "how many requests a person may make, sustained");

    private final String key;
    private final String fallback;
    private final String meaning;

    Setting(String key, String fallback, String meaning) {
        this.key = key;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    String fallback() {
        return fallback;
    }

    String meaning() {
        return meaning;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    }
}
