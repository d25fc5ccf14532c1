package io.breakwater.server;

import io.breakwater.connect.kafka.KafkaPlace;
import io.breakwater.connect.kafka.KafkaSource;
import io.breakwater.connect.s3.S3Settings;
import io.breakwater.connect.s3.S3Source;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.watch.FolderSource;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place that logs come from, as {@code breakwater.watch} names it: its kind, a colon, and where; a folder needs no kind.
 *
 * <p>A new kind is a record here and a line in {@link #KINDS}. Nothing else knows the kinds.
 */
sealed interface LogLocation {
    Map<String, Function<String, LogLocation>> KINDS =
            Map.of("file:", Folder::of, "sqs:", Queue::new, "kafka:", Topic::new);

    /**
     * What a source may use.
     *
     * @param folder private, and of this place alone; it need not be there yet
     */
    record House(Settings.Watching watching, Path folder, InstantSource clock) {}

    /** A word and a colon at the beginning; that of a Windows drive has one letter. */
    Pattern KIND = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+:).*", Pattern.DOTALL);

    /** What is said of a text that names a kind there is not; nothing after the colon is repeated, as it may be secret. */
    static Optional<String> unknownKind(String text) {
        Matcher kind = KIND.matcher(text);
        if (!kind.matches() || KINDS.containsKey(kind.group(1)) || Files.exists(Path.of(text))) {
            return Optional.empty();
        }
        String typed = kind.group(1).toLowerCase(Locale.ROOT);
        return Optional.of("there is no kind of place " + Texts.quoted(kind.group(1))
                + Suggestion.sentence(typed, new TreeSet<>(KINDS.keySet()))
                + " (a folder with a colon in its name is given as file:FOLDER)");
    }

    static LogLocation of(String text) {
        return KINDS.entrySet().stream()
                .filter(kind -> text.startsWith(kind.getKey()))
                .findFirst()
                .map(kind -> kind.getValue().apply(text.substring(kind.getKey().length())))
                .orElseGet(() -> Folder.of(text));
    }

    /** What it is called where something is wrong with it; nothing in it is secret. */
    String called();

    /** What its source is called on the record; empty while what is configured is no such place. */
    Optional<String> source();

    /** How it comes to be called otherwise on the record. */
    String otherName();

    /** What keeps it from being watched, each a sentence; nothing outside this machine is asked. */
    List<String> problems(Settings.Watching watching);

    /** Opens nothing outside this machine: what is away at the start is asked again later. */
    LogSource open(House house);

    /** Places that the record could not tell apart, each name a sentence; one that is named twice is another matter. */
    static Stream<String> ofOneName(List<LogLocation> all) {
        Map<String, Set<LogLocation>> bySource = new TreeMap<>();
        for (LogLocation place : all) {
            place.source()
                    .ifPresent(name -> bySource.computeIfAbsent(name, any -> new LinkedHashSet<>())
                            .add(place));
        }
        return bySource.entrySet().stream()
                .filter(places -> places.getValue().size() > 1)
                .map(places -> confused(places.getKey(), List.copyOf(places.getValue())));
    }

    private static String confused(String name, List<LogLocation> places) {
        return "WATCH_NAME_SHARED: "
                + places.stream().map(LogLocation::called).collect(Collectors.joining(" and "))
                + " would all be " + name
                + " on the record, and what was read of one would count as read of the other; leave its name to the one"
                + " that was watched first, and "
                + places.get(0).otherName();
    }

    /** A folder of this machine. */
    record Folder(Path path) implements LogLocation {
        static Folder of(String text) {
            return new Folder(Path.of(text.replaceFirst("^//", "")).toAbsolutePath());
        }

        @Override
        public String called() {
            return "the folder " + path;
        }

        @Override
        public Optional<String> source() {
            return Optional.of(FolderSource.nameOf(path));
        }

        @Override
        public String otherName() {
            return "watch the other by a link of another name (ln -s FOLDER NAME), or one folder above both";
        }

        @Override
        public List<String> problems(Settings.Watching watching) {
            return Files.isDirectory(path) ? List.of() : List.of("there is no folder " + path);
        }

        @Override
        public LogSource open(House house) {
            return new FolderSource(path, System::nanoTime);
        }
    }

    /** A queue of SQS that announces what is put into buckets. */
    record Queue(String url) implements LogLocation {
        private S3Settings settings(Settings.Watching watching) {
            Settings.Buckets buckets = watching.buckets();
            return new S3Settings(url, buckets.names(), buckets.endpoint(), buckets.region(), watching.diskBytes());
        }

        @Override
        public String called() {
            return source().map(name -> "the queue " + name.substring("sqs:".length()) + " at "
                            + URI.create(url).getAuthority())
                    .orElse("a queue");
        }

        @Override
        public Optional<String> source() {
            return S3Settings.nameOf(url);
        }

        @Override
        public String otherName() {
            return "make a queue of another name for the other, or watch it with a server that has a database of its own";
        }

        @Override
        public List<String> problems(Settings.Watching watching) {
            return settings(watching).problems();
        }

        @Override
        public LogSource open(House house) {
            return S3Source.open(settings(house.watching()), house.folder(), house.clock(), System::nanoTime);
        }
    }

    /** A topic of Kafka, or an Azure Event Hub. */
    record Topic(String text) implements LogLocation {
        private static Stream<KafkaPlace> all(Settings.Watching watching) {
            return watching.locations().stream()
                    .filter(Topic.class::isInstance)
                    .flatMap(topic -> KafkaPlace.of(((Topic) topic).text()).stream());
        }

        @Override
        public String called() {
            return KafkaPlace.of(text)
                    .map(place -> "the topic " + place.topic())
                    .orElse("a topic");
        }

        @Override
        public Optional<String> source() {
            return KafkaPlace.of(text).map(KafkaPlace::name);
        }

        @Override
        public String otherName() {
            return "watch the other with a server that has a database of its own";
        }

        @Override
        public List<String> problems(Settings.Watching watching) {
            Optional<KafkaPlace> place = KafkaPlace.of(text);
            if (place.isEmpty()) {
                return List.of("a topic " + KafkaPlace.FORM);
            }
            List<String> problems = new ArrayList<>(watching.topics().access().problems(place.get()));
            if (all(watching).map(KafkaPlace::servers).distinct().count() > 1) {
                problems.add("topics of several clusters: what one is logged in to with would be sent to the other too;"
                        + " watch each with a server of its own");
            }
            return problems;
        }

        @Override
        public LogSource open(House house) {
            KafkaPlace place = KafkaPlace.of(text).orElseThrow();
            Settings.Topics topics = house.watching().topics();
            return KafkaSource.open(
                    place, topics.access(), topics.onlyWhatComes(), house.folder(), System::nanoTime, house.clock());
        }
    }
}
