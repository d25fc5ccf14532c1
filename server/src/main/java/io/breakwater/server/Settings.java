package io.breakwater.server;

import io.breakwater.connect.kafka.KafkaAccess;
import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.sigma.rule.RuleFiles;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.yaml.Problem;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.model.Suggestion;
import io.breakwater.response.debt.DebtRulesInvalid;
import io.breakwater.response.debt.OwnDebtRules;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The server's configuration, checked as a whole: every error is told at once, and an unknown key is an error.
 *
 * @param database where PostgreSQL is; empty for the embedded one
 * @param origin the log's name
 * @param witnesses who is asked to cosign
 * @param debtRules rules of one's own, read and checked
 */
record Settings(
        Path data,
        String host,
        int port,
        List<String> allowedHosts,
        Optional<DatabaseAddress> database,
        Path keys,
        Path publish,
        String origin,
        List<WitnessAddress> witnesses,
        boolean practice,
        Optional<Path> adminTokenFile,
        boolean logJson,
        int requestsPerSecond,
        Optional<OwnDebtRules> debtRules,
        Watching watching) {

    private static final Pattern TARGET_AND_ACCOUNT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}=[A-Za-z0-9._-]{1,100}");
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_MIB = 10_000_000;
    private static final int MIB_SHIFT = 20;

    /** How to reach an external database. The password does not print. */
    record DatabaseAddress(String url, String user, String password) {
        @Override
        public String toString() {
            return url + " as " + user;
        }
    }

    /**
     * Which logs are watched.
     *
     * @param rules those that come with Breakwater and one's own, read and checked; none where nothing is watched
     * @param accounts of a target, the cloud accounts it is
     * @param domains under which persons stand in logs
     * @param diskBytes how much fetched logs may take, of each place
     */
    record Watching(
            List<LogLocation> locations,
            RuleSet rules,
            Map<String, Set<String>> accounts,
            List<String> domains,
            Buckets buckets,
            long diskBytes,
            Topics topics) {}

    /**
     * What may be read when a queue announces it.
     *
     * @param names buckets, or bucket and prefix
     */
    record Buckets(List<String> names, Optional<String> endpoint, Optional<String> region) {}

    /**
     * How topics are read.
     *
     * @param onlyWhatComes whether what stands in a topic when it is first seen is not to be read
     */
    record Topics(KafkaAccess access, boolean onlyWhatComes) {}

    /** A witness's submission URL and its verifier key. */
    record WitnessAddress(String url, String verifierKey) {}

    /**
     * Reads and checks every key.
     *
     * @param names all configured names that begin with {@code breakwater.}
     * @throws IllegalArgumentException naming every error, one a line; values of passwords are never in it
     */
    static Settings read(Function<String, Optional<String>> values, Collection<String> names) {
        Reader reader = new Reader(values);
        names.stream().sorted().forEach(reader::refuseUnknown);
        Settings settings = reader.settings();
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", reader.problems));
        }
        return settings;
    }

    private static final class Reader {
        private final Function<String, Optional<String>> values;
        private final List<String> problems = new ArrayList<>();

        Reader(Function<String, Optional<String>> values) {
            this.values = values;
        }

        Settings settings() {
            Path data = path(Setting.DATA)
                    .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "share", "breakwater"));
            return new Settings(
                    data,
                    text(Setting.HOST),
                    number(Setting.PORT, 0, HIGHEST_PORT),
                    list(Setting.ALLOWED_HOSTS),
                    database(),
                    path(Setting.KEYS).orElse(data.resolve("keys")),
                    path(Setting.PUBLISH).orElse(data.resolve("published")),
                    text(Setting.ORIGIN),
                    list(Setting.WITNESS).stream().map(this::witness).toList(),
                    truth(Setting.PRACTICE),
                    path(Setting.ADMIN_TOKEN_FILE),
                    truth(Setting.LOG_JSON),
                    number(Setting.REQUESTS_PER_SECOND, 1, 1_000_000),
                    path(Setting.DEBTS).flatMap(this::debtRules),
                    watching());
        }

        void refuseUnknown(String name) {
            if (Setting.ofKey(name).isEmpty()) {
                problems.add(name + " is not a setting" + Suggestion.sentence(name, Setting.keys()));
            }
        }

        private String text(Setting setting) {
            return values.apply(setting.key()).map(String::strip).orElse(setting.fallback());
        }

        private List<String> list(Setting setting) {
            return Arrays.stream(text(setting).split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        }

        private Watching watching() {
            List<LogLocation> locations = places();
            Watching watching = new Watching(
                    locations,
                    rules(!locations.isEmpty()),
                    accounts(),
                    list(Setting.WATCH_DOMAINS),
                    new Buckets(
                            list(Setting.WATCH_S3_BUCKETS),
                            optional(Setting.WATCH_S3_ENDPOINT),
                            optional(Setting.WATCH_AWS_REGION)),
                    (long) number(Setting.WATCH_DISK_MIB, 1, MOST_MIB) << MIB_SHIFT,
                    topics());
            Stream<String> ofEach = locations.stream()
                    .flatMap(location ->
                            Stream.concat(twice(location, locations), location.problems(watching).stream()));
            Stream.concat(ofEach, LogLocation.ofOneName(locations))
                    .distinct()
                    .forEach(problem -> problems.add(Setting.WATCH.key() + ": " + problem));
            return watching;
        }

        private List<LogLocation> places() {
            List<LogLocation> places = new ArrayList<>();
            for (String text : list(Setting.WATCH)) {
                LogLocation.unknownKind(text)
                        .ifPresentOrElse(
                                unknown -> problems.add(Setting.WATCH.key() + ": " + unknown),
                                () -> places.add(LogLocation.of(text)));
            }
            return places;
        }

        /** Two who read the same would take what the other keeps to look back at for leftovers of their own. */
        private static Stream<String> twice(LogLocation location, List<LogLocation> locations) {
            return Collections.frequency(locations, location) > 1
                    ? Stream.of(location.called() + " is named twice")
                    : Stream.empty();
        }

        private Topics topics() {
            String from = text(Setting.WATCH_KAFKA_FROM);
            if (!from.equals("earliest") && !from.equals("latest")) {
                problems.add(Setting.WATCH_KAFKA_FROM.key() + " is earliest or latest, not \"" + from + "\"");
            }
            return new Topics(
                    new KafkaAccess(path(Setting.WATCH_KAFKA_PROPERTIES), path(Setting.WATCH_KAFKA_CONNECTION)),
                    from.equals("latest"));
        }

        private Optional<String> optional(Setting setting) {
            return Optional.of(text(setting)).filter(text -> !text.isEmpty());
        }

        private Optional<OwnDebtRules> debtRules(Path file) {
            try {
                return Optional.of(OwnDebtRules.read(Files.readString(file)));
            } catch (DebtRulesInvalid invalid) {
                invalid.problems().forEach(problem -> problems.add(file + ":" + problem));
            } catch (MalformedInputException notText) {
                problems.add(Setting.DEBTS.key() + ": " + file + " is not UTF-8 text");
            } catch (IOException e) {
                problems.add(Setting.DEBTS.key() + ": " + file + " cannot be read");
            }
            return Optional.empty();
        }

        /** A rule that cannot be used is an error: watching without it would look better than it is. */
        private RuleSet rules(boolean watched) {
            List<Path> own = folders(Setting.WATCH_RULES);
            if (!watched && own.isEmpty()) {
                return RuleSet.read(List.of(), RuleOptions.of(List.of()));
            }
            Problems found = new Problems();
            RuleSet rules = RulePack.shipped().with(RuleFiles.find(own, found)).read();
            Stream.concat(found.inOrder().stream(), rules.problems().stream())
                    .filter(Problem::isError)
                    .forEach(problem -> problems.add(problem.toString()));
            return rules;
        }

        /** Those that are there; of the others it is told. */
        private List<Path> folders(Setting setting) {
            List<Path> folders = new ArrayList<>();
            for (String name : list(setting)) {
                Path folder = Path.of(name).toAbsolutePath();
                if (Files.isDirectory(folder)) {
                    folders.add(folder);
                } else {
                    problems.add(setting.key() + ": there is no folder " + folder);
                }
            }
            return folders;
        }

        private Map<String, Set<String>> accounts() {
            Map<String, Set<String>> accounts = new TreeMap<>();
            for (String entry : list(Setting.WATCH_ACCOUNTS)) {
                if (TARGET_AND_ACCOUNT.matcher(entry).matches()) {
                    String[] parts = entry.split("=", 2);
                    accounts.computeIfAbsent(parts[0], target -> new TreeSet<>())
                            .add(parts[1]);
                } else {
                    problems.add(Setting.WATCH_ACCOUNTS.key()
                            + " is target=account, as orders-prod=111122223333, not \"" + entry + "\"");
                }
            }
            return accounts;
        }

        private Optional<Path> path(Setting setting) {
            String text = text(setting);
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text).toAbsolutePath());
        }

        private boolean truth(Setting setting) {
            String text = text(setting);
            if (!text.equals("true") && !text.equals("false")) {
                problems.add(setting.key() + " is true or false, not \"" + text + "\"");
            }
            return text.equals("true");
        }

        private int number(Setting setting, int least, int most) {
            String text = text(setting);
            int value = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
            if (value < least || value > most) {
                problems.add(setting.key() + " is a number from " + least + " to " + most + ", not \"" + text + "\"");
            }
            return value;
        }

        private Optional<DatabaseAddress> database() {
            String url = text(Setting.DATABASE_URL);
            String user = text(Setting.DATABASE_USER);
            if (url.isEmpty()) {
                if (!user.isEmpty()) {
                    problems.add(Setting.DATABASE_USER.key() + " without " + Setting.DATABASE_URL.key());
                }
                return Optional.empty();
            }
            if (!url.startsWith("jdbc:postgresql:")) {
                problems.add(Setting.DATABASE_URL.key() + " begins with jdbc:postgresql:");
            }
            if (url.contains("password=")) {
                problems.add("put the password into " + Setting.DATABASE_PASSWORD.key() + ", not into the URL");
            }
            return Optional.of(new DatabaseAddress(url, user, text(Setting.DATABASE_PASSWORD)));
        }

        private WitnessAddress witness(String entry) {
            String[] parts = entry.split("\\s+", 2);
            if (parts.length != 2 || !parts[0].startsWith("http")) {
                problems.add(Setting.WITNESS.key() + " is a URL, a space, and a verifier key, not \"" + entry + "\"");
                return new WitnessAddress(entry, "");
            }
            return new WitnessAddress(parts[0], parts[1]);
        }
    }
}
