package io.breakwater.detect.sigma.match;

import io.breakwater.detect.sigma.match.RegexTest.Flag;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The platform's regular expressions, stopped when they have looked at too many characters. */
final class SteppedRegex {
    /** Characters that one search may look at; a well-behaved one needs a few per character of the value. */
    static final int MAX_STEPS = 1_000_000;

    private final Pattern pattern;

    private SteppedRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException when it is no regular expression */
    static SteppedRegex of(String source, Set<Flag> flags) {
        int bits = (flags.contains(Flag.IGNORE_CASE) ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
                | (flags.contains(Flag.MULTILINE) ? Pattern.MULTILINE : 0)
                | (flags.contains(Flag.DOT_ALL) ? Pattern.DOTALL : 0);
        try {
            return new SteppedRegex(Pattern.compile(source, bits));
        } catch (PatternSyntaxException none) {
            throw new IllegalArgumentException("not a regular expression: " + none.getDescription(), none);
        }
    }

    boolean find(String text) {
        try {
            return pattern.matcher(new Counted(text, new int[] {MAX_STEPS})).find();
        } catch (StackOverflowError tooDeep) { // the platform's engine calls itself once a repetition
            throw new GaveUp("a regular expression went too deep");
        }
    }

    /** Text that counts how often it is looked at. */
    private record Counted(String text, int[] left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new GaveUp("a regular expression took more than " + MAX_STEPS + " steps");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.substring(start, end), left);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
