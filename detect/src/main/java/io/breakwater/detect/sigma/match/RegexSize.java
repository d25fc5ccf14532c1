package io.breakwater.detect.sigma.match;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression becomes when its counted repetitions are written out, which linear-time engines do:
 * {@code ((a{300}){300}){300}} takes all memory there is before anybody can look at it.
 */
final class RegexSize {
    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?\\}");
    private static final long CEILING = 1L << 40;

    private final String source;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long size;
    private long last;
    private int at;

    private RegexSize(String source) {
        this.source = source;
    }

    /** A rough count of steps; never too small by more than a small factor. */
    static long of(String source) {
        RegexSize counted = new RegexSize(source);
        while (counted.at < source.length()) {
            counted.step();
        }
        return counted.total();
    }

    private long total() {
        long all = size + last;
        for (long group : outer) {
            all += group;
        }
        return all;
    }

    private void step() {
        char c = source.charAt(at);
        if (c == '(') {
            outer.push(size + last);
            begin(0);
        } else if (c == ')' && !outer.isEmpty()) {
            last = Math.max(1, size + last);
            size = outer.pop();
        } else if (c == '{') {
            repeat();
            return;
        } else if (c == '[') {
            atom();
            skipClass();
        } else {
            atom();
            at += c == '\\' ? 1 : 0;
        }
        at++;
    }

    private void begin(long from) {
        size = from;
        last = 0;
    }

    private void atom() {
        size += last;
        last = 1;
    }

    private void repeat() {
        Matcher count = COUNT.matcher(source).region(at, source.length());
        if (!count.lookingAt()) {
            atom();
            at++;
            return;
        }
        String most = count.group(3) == null || count.group(3).isEmpty() ? count.group(1) : count.group(3);
        last = Math.min(CEILING, last * Math.max(1, Long.parseLong(most)));
        at = count.end();
    }

    /** To the bracket that closes the class; one right after the opening is a member. */
    private void skipClass() {
        int from = source.startsWith("[^", at) ? at + 2 : at + 1;
        int i = from;
        while (i < source.length() && (source.charAt(i) != ']' || i == from)) {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        at = Math.min(i, source.length());
    }
}
