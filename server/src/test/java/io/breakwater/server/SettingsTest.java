package io.breakwater.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static Settings read(Map<String, String> values) {
        return Settings.read(key -> Optional.ofNullable(values.get(key)), values.keySet());
    }

    @Test
    void everyError_isToldAtOnce() {
        assertThatThrownBy(() -> read(Map.of(
                        "breakwater.port", "70000",
                        "breakwater.practice", "yes",
                        "breakwater.dta", "/tmp/x",
                        "breakwater.database.url", "mysql://x",
                        "breakwater.witness", "nonsense")))
                .hasMessageContaining("breakwater.port is a number from 0 to 65535")
                .hasMessageContaining("breakwater.practice is true or false")
                .hasMessageContaining("breakwater.dta is not a setting; did you mean breakwater.data?")
                .hasMessageContaining("breakwater.database.url begins with jdbc:postgresql:")
                .hasMessageContaining("breakwater.witness is a URL, a space, and a verifier key");
    }

    @Test
    void aPasswordInTheUrl_isRefused_andNotRepeated() {
        assertThatThrownBy(() -> read(Map.of("breakwater.database.url", "jdbc:postgresql://h/d?password=hunter2")))
                .hasMessageContaining("breakwater.database.password")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void secrets_doNotPrint() {
        Settings settings = read(Map.of(
                "breakwater.database.url", "jdbc:postgresql://h/d",
                "breakwater.database.user", "u",
                "breakwater.database.password", "hunter2"));
        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    @Test
    void nothingSet_listensOnLoopbackOnly() {
        Settings settings = read(Map.of());
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.database()).isEmpty();
        assertThat(settings.practice()).isFalse();
    }

    @Test
    void folders_areUnderTheDataFolder_unlessSaidOtherwise() {
        Settings settings = read(Map.of("breakwater.data", "/srv/bw", "breakwater.publish", "/mnt/worm"));
        assertThat(settings.keys()).isEqualTo(Path.of("/srv/bw/keys"));
        assertThat(settings.publish()).isEqualTo(Path.of("/mnt/worm"));
    }

    @Test
    void whatIsWatched_isReadWhole(@TempDir Path logs) {
        Settings.Watching watching = read(Map.of(
                        "breakwater.watch", logs.toString(),
                        "breakwater.watch.accounts", "orders-prod=111122223333, orders-prod=444455556666,web=1",
                        "breakwater.watch.domains", "example.com"))
                .watching();

        assertThat(watching.locations()).containsExactly(new LogLocation.Folder(logs));
        assertThat(watching.accounts())
                .containsEntry("orders-prod", Set.of("111122223333", "444455556666"))
                .containsEntry("web", Set.of("1"));
        assertThat(watching.domains()).containsExactly("example.com");
    }

    @Test
    void folderThatIsNotThere_andAccountOfNoTarget_areTold() {
        assertThatThrownBy(
                        () -> read(Map.of("breakwater.watch", "/nowhere/at/all", "breakwater.watch.accounts", "111")))
                .hasMessageContaining("breakwater.watch: there is no folder /nowhere/at/all")
                .hasMessageContaining("breakwater.watch.accounts is target=account");
    }

    @Test
    void rulesThatCannotBeUsed_areToldBesideAllElse_eachWithItsPlace(@TempDir Path rules) throws IOException {
        Files.writeString(rules.resolve("one.yml"), "title: [");
        Files.writeString(rules.resolve("two.yml"), "title: Two\ndetection: 7\n");

        assertThatThrownBy(() -> read(Map.of(
                        "breakwater.watch",
                        rules.toString(),
                        "breakwater.watch.rules",
                        rules + ",/nowhere/at/all",
                        "breakwater.port",
                        "x")))
                .hasMessageContaining("one.yml:1:")
                .hasMessageContaining("two.yml:")
                .hasMessageContaining("breakwater.watch.rules: there is no folder /nowhere/at/all")
                .hasMessageContaining("breakwater.port is a number");
    }

    @Test
    void rulesOfOnesOwn_areBesideThoseThatComeWithIt(@TempDir Path rules) throws IOException {
        Files.writeString(rules.resolve("own.yml"), """
                title: Own
                name: own
                logsource: {product: aws, service: cloudtrail}
                detection:
                  selection: {eventName: DescribeRegions}
                  condition: selection
                """);
        int shipped = read(Map.of("breakwater.watch", rules.toString()))
                .watching()
                .rules()
                .rules()
                .size();

        assertThat(shipped).isPositive();
        assertThat(read(Map.of("breakwater.watch", rules.toString(), "breakwater.watch.rules", rules.toString()))
                        .watching()
                        .rules()
                        .rules())
                .hasSize(shipped + 1);
        assertThat(read(Map.of()).watching().rules().rules()).isEmpty();
    }

    @Test
    void severalPlaces_inEverySpelling_areWatched(@TempDir Path logs) throws IOException {
        List<Path> folders = List.of(
                Files.createDirectory(logs.resolve("a")),
                Files.createDirectory(logs.resolve("b")),
                Files.createDirectory(logs.resolve("c")));
        String list = folders.get(0) + ", file:" + folders.get(1) + ",file://" + folders.get(2);

        assertThat(read(Map.of("breakwater.watch", list)).watching().locations())
                .extracting(location -> ((LogLocation.Folder) location).path())
                .isEqualTo(folders);
    }

    @Test
    void placeThatIsNamedTwice_ofAnyKind_isToldOnce(@TempDir Path logs) {
        String queue = "sqs:https://sqs.eu-central-1.amazonaws.com/111122223333/logs";

        assertThatThrownBy(() -> read(Map.of(
                        "breakwater.watch",
                        logs + ",file://" + logs + "," + queue + "," + queue,
                        "breakwater.watch.s3.buckets",
                        "org-trail")))
                .hasMessage("breakwater.watch: the folder " + logs
                        + " is named twice\nbreakwater.watch: the queue 111122223333/logs at"
                        + " sqs.eu-central-1.amazonaws.com is named twice");
    }

    @Test
    void kindOfPlaceThatThereIsNot_isTold_withTheOneThatWasMeant_andNoSecret() {
        assertThatThrownBy(() -> read(Map.of("breakwater.watch", "kafak://me:hunter2@broker:9092/audit,s3://bucket")))
                .hasMessage(
                        "breakwater.watch: there is no kind of place \"kafak:\"; did you mean kafka:? (a folder with"
                                + " a colon in its name is given as file:FOLDER)\nbreakwater.watch: there is no kind of place"
                                + " \"s3:\"; there are file:, kafka:, sqs: (a folder with a colon in its name is given as"
                                + " file:FOLDER)");
    }

    @Test
    void folderWithAColonInItsName_isWatched(@TempDir Path above) throws IOException {
        Path folder = Files.createDirectory(above.resolve("logs:2026"));

        assertThat(read(Map.of("breakwater.watch", folder + ",file:" + above))
                        .watching()
                        .locations())
                .containsExactly(new LogLocation.Folder(folder), new LogLocation.Folder(above));
    }

    @Test
    void foldersOfOneName_areRefused_sinceTheRecordCouldNotTellThemApart(@TempDir Path above) throws IOException {
        Path one = Files.createDirectories(above.resolve("a/logs"));
        Path two = Files.createDirectories(above.resolve("b/logs"));
        Path link = Files.createSymbolicLink(above.resolve("b-logs"), two);

        assertThatThrownBy(() -> read(Map.of("breakwater.watch", one + "," + two)))
                .hasMessage("breakwater.watch: WATCH_NAME_SHARED: the folder " + one + " and the folder " + two
                        + " would all be folder:logs on the record, and what was read of one would count as read of the"
                        + " other; leave its name to the one that was watched first, and watch the other by a link of"
                        + " another name (ln -s FOLDER NAME), or one folder above both");
        assertThat(read(Map.of("breakwater.watch", one + "," + link)).watching().locations())
                .hasSize(2);
    }

    @Test
    void queuesOfOneAccountAndName_inTwoRegions_areRefused() {
        String one = "sqs:https://sqs.eu-central-1.amazonaws.com/111122223333/logs";
        String two = "sqs:https://sqs.us-east-1.amazonaws.com/111122223333/logs";

        assertThatThrownBy(() ->
                        read(Map.of("breakwater.watch", one + "," + two, "breakwater.watch.s3.buckets", "org-trail")))
                .hasMessageStartingWith("breakwater.watch: WATCH_NAME_SHARED: the queue 111122223333/logs at"
                        + " sqs.eu-central-1.amazonaws.com and the queue 111122223333/logs at"
                        + " sqs.us-east-1.amazonaws.com would all be sqs:111122223333/logs on the record")
                .hasMessageContaining("make a queue of another name");
    }

    @Test
    void topicsOfOneName_atTwoClusters_areRefusedByName() {
        assertThatThrownBy(
                        () -> read(Map.of("breakwater.watch", "kafka://localhost:1/audit,kafka://localhost:2/audit")))
                .hasMessageContaining(
                        "WATCH_NAME_SHARED: the topic audit and the topic audit would all be kafka:audit");
    }

    @Test
    void queueAndItsBuckets_areWatched() {
        Settings.Watching watching = read(Map.of(
                        "breakwater.watch", "sqs:https://sqs.eu-central-1.amazonaws.com/111122223333/logs",
                        "breakwater.watch.s3.buckets", "org-trail, audit/AWSLogs/",
                        "breakwater.watch.s3.endpoint", "https://s3.example.com",
                        "breakwater.watch.aws.region", "eu-west-1",
                        "breakwater.watch.disk-mib", "2"))
                .watching();

        assertThat(watching.locations())
                .containsExactly(new LogLocation.Queue("https://sqs.eu-central-1.amazonaws.com/111122223333/logs"));
        assertThat(watching.buckets())
                .isEqualTo(new Settings.Buckets(
                        List.of("org-trail", "audit/AWSLogs/"),
                        Optional.of("https://s3.example.com"),
                        Optional.of("eu-west-1")));
        assertThat(watching.diskBytes()).isEqualTo(2 << 20);
    }

    @Test
    void queueWithoutBuckets_andUrlThatIsNone_areTold() {
        assertThatThrownBy(() -> read(Map.of(
                        "breakwater.watch",
                        "sqs:logs,sqs:https://sqs.eu-central-1.amazonaws.com/1/logs",
                        "breakwater.watch.disk-mib",
                        "0")))
                .hasMessageContaining("breakwater.watch: the queue is a URL as https://host/path")
                .hasMessageContaining("name the buckets its messages may make us read in breakwater.watch.s3.buckets")
                .hasMessageContaining("breakwater.watch.disk-mib is a number from 1");
    }

    @Test
    void topics_areWatched_fromWhereItIsSaid() {
        Settings.Watching watching = read(Map.of(
                        "breakwater.watch", "kafka://localhost:9092/audit,kafka://localhost:9092/sign-ins",
                        "breakwater.watch.kafka.from", "latest"))
                .watching();

        assertThat(watching.locations())
                .containsExactly(
                        new LogLocation.Topic("//localhost:9092/audit"),
                        new LogLocation.Topic("//localhost:9092/sign-ins"));
        assertThat(watching.topics().onlyWhatComes()).isTrue();
        assertThat(read(Map.of()).watching().topics().onlyWhatComes()).isFalse();
    }

    @Test
    void everythingWrongWithTopics_isTold_andNoSecret(@TempDir Path folder) throws IOException {
        Path open = Files.writeString(folder.resolve("hub.txt"), "Endpoint=sb://a/;SharedAccessKey=hunter2");
        Files.setPosixFilePermissions(open, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> read(Map.of(
                        "breakwater.watch",
                        "kafka://me:hunter2@host/audit,kafka://a:9093/x,kafka://b:9093/x,kafka://b:9093/x",
                        "breakwater.watch.kafka.from",
                        "newest",
                        "breakwater.watch.kafka.connection-string-file",
                        open.toString())))
                .hasMessageContaining("breakwater.watch: a topic is kafka://host:port/topic")
                .hasMessageContaining("topics of several clusters")
                .hasMessageContaining("the topic x is named twice")
                .hasMessageContaining("breakwater.watch.kafka.from is earliest or latest, not \"newest\"")
                .hasMessageContaining("chmod 600 " + open)
                .message()
                .containsOnlyOnce("is named twice")
                .doesNotContain("hunter2");
    }

    @Test
    void debtRules_areReadWhole(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("debts.yaml"), "version: 1\nrules: []\n");

        assertThat(read(Map.of("breakwater.debts", file.toString())).debtRules())
                .hasValueSatisfying(rules -> assertThat(rules.document()).startsWith("version: 1"));
        assertThat(read(Map.of()).debtRules()).isEmpty();
    }

    @Test
    void everythingWrongWithDebtRules_isToldBesideAllElse_withItsPlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("debts.yaml"), """
                version: 2
                rules:
                  - id: Customer Told
                """);

        assertThatThrownBy(() -> read(Map.of("breakwater.debts", file.toString(), "breakwater.port", "x")))
                .hasMessageContaining(file + ":1:10: this Breakwater reads version 1")
                .hasMessageContaining(file + ":3:9: a rule's id must match")
                .hasMessageContaining("title is missing")
                .hasMessageContaining("breakwater.port is a number");
    }

    @Test
    void debtRulesThatCannotBeRead_areTold(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'#', (byte) 0xfc});

        assertThatThrownBy(() -> read(Map.of("breakwater.debts", latin.toString())))
                .hasMessageContaining("latin.yaml is not UTF-8 text");
        assertThatThrownBy(() ->
                        read(Map.of("breakwater.debts", folder.resolve("none").toString())))
                .hasMessageContaining("none cannot be read");
    }
}
