package io.breakwater.detect.sigma.match;

import com.google.re2j.Pattern;
import io.breakwater.detect.event.Values.Kind;
import java.util.Optional;
import java.util.Set;

/**
 * A regular expression, found anywhere in the value unless it is anchored. Expressions run in linear time; those that
 * need to look around or back run with bounded steps, and give up beyond.
 */
public final class RegexTest implements ValueTest {
    /** Longest expression. */
    public static final int MAX_LENGTH = 4_096;

    /** Most steps of an expression with its repetitions written out. */
    static final int MAX_PROGRAM = 20_000;

    /** What {@code re}'s own modifiers say. */
    public enum Flag {
        IGNORE_CASE,
        MULTILINE,
        DOT_ALL
    }

    private interface Engine {
        boolean find(String text);
    }

    private final String source;
    private final Set<Flag> flags;
    private final Optional<TextPattern> needed;
    private final Engine engine;

    private RegexTest(String source, Set<Flag> flags, Optional<TextPattern> needed, Engine engine) {
        this.source = source;
        this.flags = flags;
        this.needed = needed;
        this.engine = engine;
    }

    /** @throws IllegalArgumentException with what is wrong, when it is no regular expression or too large a one */
    public static RegexTest of(String source, Set<Flag> flags) {
        if (source.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the expression is longer than " + MAX_LENGTH + " characters");
        }
        if (RegexSize.of(source) > MAX_PROGRAM) {
            throw new IllegalArgumentException("the expression repeats too much");
        }
        Set<Flag> set = Set.copyOf(flags);
        Optional<Engine> linear = linear(source, set);
        boolean cased = !set.contains(Flag.IGNORE_CASE);
        Optional<TextPattern> needed = linear.flatMap(engine -> RegexLiteral.of(source))
                .map(text -> TextPattern.exactly(text, cased).anywhere());
        return new RegexTest(source, set, needed, linear.orElseGet(() -> new Stepped(SteppedRegex.of(source, set))));
    }

    /** Whether it looks around or back, so that it may give up on a value. */
    public boolean mayGiveUp() {
        return engine instanceof Stepped;
    }

    /** What a value has to be like for the expression to be found in it, as far as that can be told. */
    Optional<TextPattern> needed() {
        return needed;
    }

    private record Stepped(SteppedRegex regex) implements Engine {
        @Override
        public boolean find(String text) {
            return regex.find(text);
        }
    }

    private static Optional<Engine> linear(String source, Set<Flag> flags) {
        int bits = (flags.contains(Flag.IGNORE_CASE) ? Pattern.CASE_INSENSITIVE : 0)
                | (flags.contains(Flag.MULTILINE) ? Pattern.MULTILINE : 0)
                | (flags.contains(Flag.DOT_ALL) ? Pattern.DOTALL : 0);
        try {
            Pattern pattern = Pattern.compile(source, bits);
            return Optional.of(text -> pattern.matcher(text).find());
        } catch (com.google.re2j.PatternSyntaxException needsMore) {
            return Optional.empty();
        }
    }

    @Override
    public boolean holds(FieldValues values, int index) {
        return values.kind(index) != Kind.NULL
                && (needed.isEmpty() || needed.get().holds(values, index))
                && engine.find(values.text(index));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegexTest test && test.source.equals(source) && test.flags.equals(flags);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return "matches /" + source + "/";
    }
}
