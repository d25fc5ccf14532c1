package io.breakwater.model;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened, said to a person: one English sentence per fact, always on one line.
 *
 * <p>Text that people typed is resolved by the caller; text that was erased is said to be erased. The sentences are made
 * from the fact alone, so that the same fact always reads the same, in the timeline and in the pack.
 */
public final class Sentences {
    private static final Phrases ALL = Phrases.of(Stream.of(
                    IncidentSentences.phrases(),
                    GrantSentences.phrases(),
                    DebtSentences.phrases(),
                    FindingSentences.phrases(),
                    HouseSentences.phrases())
            .flatMap(Set::stream)
            .collect(Collectors.toSet()));

    private Sentences() {}

    /**
     * The sentence for a fact.
     *
     * @param content finds the text of content kept outside the tree; empty when it was erased
     */
    public static String of(Fact fact, Function<ContentRef, Optional<String>> content) {
        String sentence = ALL.say(fact, new Phrases.Words(content));
        return sentence.replaceAll("\\s*\\R\\s*", " ⏎ ").strip();
    }

    /** Whether there is a sentence made for this type of fact. */
    static boolean knows(Class<? extends Fact> type) {
        return ALL.knows(type);
    }
}
