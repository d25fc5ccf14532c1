package io.breakwater.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which sentence is said for which type of fact. */
final class Phrases {
    private final Map<Class<? extends Fact>, Phrase<?>> byType;

    private Phrases(Map<Class<? extends Fact>, Phrase<?>> byType) {
        this.byType = byType;
    }

    static Phrases of(Set<Phrase<?>> phrases) {
        return new Phrases(phrases.stream().collect(Collectors.toUnmodifiableMap(Phrase::type, Function.identity())));
    }

    static <F extends Fact> Phrase<F> on(Class<F> type, BiFunction<F, Words, String> sentence) {
        return new Phrase<>(type, sentence);
    }

    /** A number with its noun: {@code 1 event}, {@code 2 events}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    boolean knows(Class<? extends Fact> type) {
        return byType.containsKey(type);
    }

    String say(Fact fact, Words words) {
        Phrase<?> phrase = byType.get(fact.getClass());
        return phrase == null ? "A fact of type " + fact.getClass().getSimpleName() : phrase.say(fact, words);
    }

    /** The sentence for one type of fact. */
    record Phrase<F extends Fact>(Class<F> type, BiFunction<F, Words, String> sentence) {
        String say(Fact fact, Words words) {
            return sentence.apply(type.cast(fact), words);
        }
    }

    /** How single values are written within a sentence. */
    record Words(Function<ContentRef, Optional<String>> content) {
        private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                        "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        /** The text between quotation marks, or that it is no longer there. */
        String text(ContentRef ref) {
            return content.apply(ref).map(text -> "“" + text + "”").orElse("(text erased)");
        }

        String time(Instant at) {
            return MINUTE.format(at);
        }

        String duration(long seconds) {
            if (seconds % 3600 == 0) {
                return seconds / 3600 + " h";
            }
            return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
        }

        String names(List<? extends Id> ids) {
            return ids.stream().map(Id::value).collect(Collectors.joining(", "));
        }

        String functions(Set<io.breakwater.model.Function> functions) {
            return functions.isEmpty()
                    ? "no function"
                    : functions.stream()
                            .map(io.breakwater.model.Function::label)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }

        /** An enum value as words: {@code SECURITY_APPROVER} is "security approver". */
        String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
