package io.breakwater.connect.kafka;

import io.breakwater.connect.ForeignProgram;
import io.breakwater.connect.OncePerRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A real broker (Kafka with KRaft) as a process of its own on loopback: one listener where everybody may do everything, and
 * one as Event Hubs have it, with TLS, a user and a password, where nobody may do anything without being allowed.
 */
public final class KafkaBroker implements AutoCloseable {
    /** What the only user logs in with, as a connection string of Event Hubs. */
    public static final String CONNECTION_STRING =
            "Endpoint=sb://localhost/;SharedAccessKeyName=listen;SharedAccessKey=c2VjcmV0LW9mLXRoZS1odWI=";

    /** Of the store that {@link #trust} is. */
    public static final String STORE_PASSWORD = "word-of-the-store";

    static final String OWNER = "User:CN=localhost";
    private static final String ID = "4L6g3nShT-eMCtK--X86sw";
    private static final long START_SECONDS = 60;

    private final ForeignProgram program;
    private final Path folder;
    private final int port = ForeignProgram.freePort();
    private final int controller = ForeignProgram.freePort();
    private final int secure = ForeignProgram.freePort();
    private final int certified = ForeignProgram.freePort();
    private final TokenSigner signer = new TokenSigner();
    private Process process;
    private final Admin admin;
    private Optional<KafkaProducer<byte[], byte[]>> producer = Optional.empty();

    private KafkaBroker() throws IOException {
        program = new ForeignProgram("broker");
        folder = program.folder();
        keys();
        Files.writeString(folder.resolve("jwks.json"), signer.publicKeys());
        Files.writeString(folder.resolve("server.properties"), properties());
        process = run();
        admin = Admin.create(Map.of("bootstrap.servers", address(), "reconnect.backoff.max.ms", 100));
        try {
            awaitUp();
        } catch (IllegalStateException doesNotStart) {
            close();
            throw doesNotStart;
        }
    }

    /** One for all tests of a run. */
    static final class Running extends OncePerRun<KafkaBroker> {
        Running() {
            super(KafkaBroker.class, KafkaBroker::start);
        }
    }

    /** Starts one that has no topics. */
    public static KafkaBroker start() {
        try {
            return new KafkaBroker();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String config() {
        return folder.resolve("server.properties").toString();
    }

    private String properties() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAIN://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d,SECURE://127.0.0.1:%3$d,\
                CERTIFIED://127.0.0.1:%7$d
                advertised.listeners=PLAIN://127.0.0.1:%1$d,SECURE://localhost:%3$d,CERTIFIED://localhost:%7$d
                listener.security.protocol.map=PLAIN:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL,CERTIFIED:SSL
                inter.broker.listener.name=PLAIN
                listener.name.secure.sasl.enabled.mechanisms=PLAIN,OAUTHBEARER
                listener.name.secure.oauthbearer.sasl.jaas.config=\
                org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;
                listener.name.secure.oauthbearer.sasl.server.callback.handler.class=\
                org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler
                listener.name.secure.oauthbearer.sasl.oauthbearer.jwks.endpoint.url=file:%4$s/jwks.json
                listener.name.secure.oauthbearer.sasl.oauthbearer.expected.audience=audit
                listener.name.secure.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \
                required user_$ConnectionString="%5$s";
                ssl.keystore.location=%4$s/broker.p12
                ssl.keystore.password=%6$s
                ssl.keystore.type=PKCS12
                listener.name.certified.ssl.client.auth=required
                listener.name.certified.ssl.truststore.location=%4$s/broker.p12
                listener.name.certified.ssl.truststore.password=%6$s
                listener.name.certified.ssl.truststore.type=PKCS12
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:ANONYMOUS
                log.dirs=%4$s/log
                auto.create.topics.enable=false
                message.max.bytes=20000000
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                broker.session.timeout.ms=1000
                broker.heartbeat.interval.ms=100
                controller.quorum.election.timeout.ms=100
                controller.quorum.fetch.timeout.ms=200
                num.network.threads=2
                num.io.threads=2
                """.formatted(port, controller, secure, folder, CONNECTION_STRING, STORE_PASSWORD, certified);
    }

    private void keys() throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD,
                "-keystore",
                trust().toString());
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start()
                .onExit()
                .join();
    }

    /** The store that holds the broker's certificate. */
    public Path trust() {
        return folder.resolve("broker.p12");
    }

    /** Whose tokens the broker takes. */
    TokenSigner signer() {
        return signer;
    }

    /** Beside the broker's own class path only the class that starts it. */
    private Process run() throws IOException {
        Path starter = Path.of(URI.create(BrokerMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        return program.start(
                "broker.log",
                List.of(starter),
                "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=file:" + folder + "/jwks.json",
                BrokerMain.class.getName(),
                config(),
                ID);
    }

    private void awaitUp() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                wait(admin.describeCluster().nodes());
                return;
            } catch (IllegalStateException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "the broker did not start:\n" + Files.readString(folder.resolve("broker.log")), notYet);
                }
            }
        }
    }

    private static <T> T wait(org.apache.kafka.common.KafkaFuture<T> answer) {
        try {
            return answer.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where everybody may do everything. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Where TLS is spoken and {@link #CONNECTION_STRING} is the password. */
    public String secureAddress() {
        return "localhost:" + secure;
    }

    /** Where a certificate is asked for; the one in {@link #trust} is good, and its owner is {@link #OWNER}. */
    String certifiedAddress() {
        return "localhost:" + certified;
    }

    /** A topic whose records carry the time their producer says. */
    public void topic(String name, int partitions) {
        wait(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all());
    }

    void remove(String topic) {
        wait(admin.deleteTopics(List.of(topic)).all());
        boolean there = true;
        while (there) {
            try {
                wait(admin.describeTopics(List.of(topic)).allTopicNames());
            } catch (IllegalStateException e) {
                there = !(e.getCause() instanceof ExecutionException why
                        && why.getCause() instanceof UnknownTopicOrPartitionException);
            }
        }
    }

    void widen(String topic, int partitions) {
        wait(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all());
    }

    /** As a retention does it: records before the offset are gone. */
    void deleteBefore(String topic, int partition, long offset) {
        wait(admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    /** The least that reading takes. */
    public void allowReading(String topic) {
        allowReading(topic, "User:" + ConnectionString.USER);
    }

    void allowReading(String topic, String who) {
        ResourcePattern pattern = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        wait(admin.createAcls(List.of(new AclBinding(
                        pattern, new AccessControlEntry(who, "*", AclOperation.READ, AclPermissionType.ALLOW))))
                .all());
    }

    /** Groups that anybody has joined or committed offsets for. */
    int groups() {
        return wait(admin.listGroups().all()).size();
    }

    /** One record; returns its offset. */
    public long send(String topic, int partition, byte @Nullable [] value) {
        return send(topic, partition, null, value);
    }

    long send(String topic, int partition, @Nullable Long time, byte @Nullable [] value) {
        return sent(producer(), new ProducerRecord<>(topic, partition, time, null, value));
    }

    /** One record to the first partition, packed. */
    public long send(String topic, String codec, byte[] value) {
        try (KafkaProducer<byte[], byte[]> own = producing(Map.of("compression.type", codec))) {
            return sent(own, new ProducerRecord<>(topic, 0, null, null, value));
        }
    }

    /** In one transaction, that is committed or aborted. */
    void transaction(String topic, boolean committed, byte[] value) {
        try (KafkaProducer<byte[], byte[]> own = producing(Map.of("transactional.id", "test"))) {
            own.initTransactions();
            own.beginTransaction();
            sent(own, new ProducerRecord<>(topic, 0, null, null, value));
            if (committed) {
                own.commitTransaction();
            } else {
                own.abortTransaction();
            }
        }
    }

    private static long sent(KafkaProducer<byte[], byte[]> by, ProducerRecord<byte[], byte[]> record) {
        try {
            var metadata = by.send(record);
            by.flush();
            return metadata.get().offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (producer.isEmpty()) {
            producer = Optional.of(producing(Map.of()));
        }
        return producer.get();
    }

    private KafkaProducer<byte[], byte[]> producing(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers", address(),
                "max.request.size", 20_000_000,
                "reconnect.backoff.max.ms", 100));
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** SIGKILL: gone at once, without a word. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** After {@link #kill}, with what it had kept. */
    public void again() {
        try {
            process = run();
            awaitUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        producer.ifPresent(KafkaProducer::close);
        admin.close();
        kill();
        program.erase();
    }
}
