package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.match.Expr;
import io.breakwater.detect.sigma.yaml.Place;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of conditions (Sigma rules 2.1.0, "Condition"), by recursive descent: {@code or} binds least, then
 * {@code and}, then {@code not}, then {@code 1 of}, then parentheses.
 */
final class ConditionParser {
    /** Deepest nesting, and most words; beyond, it is no condition that a person wrote. */
    private static final int MAX_DEPTH = 50;

    private static final int MAX_WORDS = 2_000;
    private static final Pattern WORD = Pattern.compile("\\s*(?:([()])|([A-Za-z0-9_*?.-]+)|(\\S))");
    private static final Set<String> RESERVED = Set.of("and", "or", "not", "of");

    /** What a name in the condition stands for. */
    interface Names {
        /** All names, in the rule's order. */
        Set<String> all();

        /** What the name stands for. */
        Expr meaning(String name);
    }

    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        Wrong(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private final List<String> words = new ArrayList<>();
    private final Names names;
    private final Place place;
    private final Problems problems;
    private final Set<String> used = new LinkedHashSet<>();
    private int at;
    private int depth;

    ConditionParser(Names names, Place place, Problems problems) {
        this.names = names;
        this.place = place;
        this.problems = problems;
    }

    /** Names over a map. */
    static Names names(Map<String, Expr> meanings) {
        return new Names() {
            @Override
            public Set<String> all() {
                return meanings.keySet();
            }

            @Override
            public Expr meaning(String name) {
                return new Expr.Named(name, meanings.getOrDefault(name, Expr.any(List.of())));
            }
        };
    }

    /** What the condition says; empty when it says nothing that can be followed, which is told. */
    Optional<Expr> parse(String condition) {
        try {
            split(condition);
            Expr expr = either();
            if (at < words.size()) {
                throw unexpected();
            }
            return Optional.of(expr);
        } catch (Wrong e) {
            problems.error(place, e.code, e.getMessage());
            return Optional.empty();
        }
    }

    /** The names that conditions parsed so far reach. */
    Set<String> used() {
        return used;
    }

    private void split(String condition) throws Wrong {
        words.clear();
        at = 0;
        if (condition.indexOf('|') >= 0) {
            throw new Wrong(
                    "LEGACY_AGGREGATION",
                    "aggregations after a pipe (| count() …, | near …) are not Sigma any more; write a correlation");
        }
        Matcher matcher = WORD.matcher(condition.strip());
        while (matcher.lookingAt() && words.size() < MAX_WORDS) {
            if (matcher.group(3) != null) {
                throw new Wrong("BAD_CONDITION", "unexpected character " + Texts.quoted(matcher.group(3)));
            }
            words.add(matcher.group().strip());
            matcher.region(matcher.end(), matcher.regionEnd());
        }
        if (words.isEmpty() || words.size() == MAX_WORDS) {
            throw new Wrong("BAD_CONDITION", words.isEmpty() ? "the condition is empty" : "the condition is too long");
        }
    }

    private Expr either() throws Wrong {
        List<Expr> parts = new ArrayList<>(List.of(both()));
        while (takeKeyword("or")) {
            parts.add(both());
        }
        return Expr.any(parts);
    }

    private Expr both() throws Wrong {
        List<Expr> parts = new ArrayList<>(List.of(negated()));
        while (takeKeyword("and")) {
            parts.add(negated());
        }
        return Expr.all(parts);
    }

    private Expr negated() throws Wrong {
        boolean not = false;
        while (takeKeyword("not")) {
            not = !not;
        }
        Expr operand = operand();
        return not ? new Expr.Not(operand) : operand;
    }

    private Expr operand() throws Wrong {
        if (take("(")) {
            if (++depth > MAX_DEPTH) {
                throw new Wrong("BAD_CONDITION", "more than " + MAX_DEPTH + " parentheses within each other");
            }
            Expr inside = either();
            if (!take(")")) {
                throw new Wrong("BAD_CONDITION", "a closing parenthesis is missing");
            }
            depth--;
            return inside;
        }
        String word = at < words.size() ? words.get(at) : "";
        if (at + 1 < words.size() && isKeyword(words.get(at + 1), "of")) {
            return quantified(word);
        } else if (word.isEmpty() || word.equals(")") || RESERVED.contains(word.toLowerCase(Locale.ROOT))) {
            throw unexpected();
        }
        at++;
        return named(word);
    }

    private Expr named(String name) throws Wrong {
        if (!names.all().contains(name)) {
            throw new Wrong(
                    "UNKNOWN_SELECTION",
                    "the condition asks for " + Texts.quoted(name) + ", which the rule does not define"
                            + Suggestion.sentence(name, names.all()));
        }
        used.add(name);
        return names.meaning(name);
    }

    private Expr quantified(String quantifier) throws Wrong {
        boolean all = isKeyword(quantifier, "all");
        if (!all && !quantifier.equals("1") && !isKeyword(quantifier, "any")) {
            throw new Wrong(
                    "BAD_CONDITION",
                    Texts.quoted(quantifier + " of") + " is not Sigma; there are 1 of, any of and all of");
        }
        at += 2;
        if (at == words.size() || words.get(at).equals("(") || words.get(at).equals(")")) {
            throw new Wrong("BAD_CONDITION", Texts.quoted(quantifier + " of") + " is followed by no name or pattern");
        }
        String pattern = words.get(at++);
        List<Expr> parts = new ArrayList<>();
        for (String name : matching(pattern)) {
            parts.add(named(name));
        }
        return all ? Expr.all(parts) : Expr.any(parts);
    }

    /** Names that begin with an underscore are left out, unless the pattern begins with one. */
    private List<String> matching(String pattern) throws Wrong {
        boolean them = pattern.equals("them");
        Pattern regex = Pattern.compile(them ? ".*" : Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
        List<String> matching = names.all().stream()
                .filter(name -> regex.matcher(name).matches())
                .filter(name -> !name.startsWith("_") || pattern.startsWith("_"))
                .toList();
        if (matching.isEmpty()) {
            throw new Wrong("UNKNOWN_SELECTION", Texts.quoted(pattern) + " fits no selection of the rule");
        }
        return matching;
    }

    private boolean take(String word) {
        if (at < words.size() && words.get(at).equals(word)) {
            at++;
            return true;
        }
        return false;
    }

    private boolean takeKeyword(String keyword) {
        if (at < words.size() && isKeyword(words.get(at), keyword)) {
            at++;
            return true;
        }
        return false;
    }

    /** Keywords are lower case; others are understood, and told. */
    private boolean isKeyword(String word, String keyword) {
        if (word.equalsIgnoreCase(keyword) && !word.equals(keyword)) {
            problems.warning(place, "UPPER_CASE_KEYWORD", "write " + keyword + " in lower case, for other tools");
        }
        return word.equalsIgnoreCase(keyword);
    }

    private Wrong unexpected() {
        return new Wrong(
                "BAD_CONDITION",
                at < words.size()
                        ? "unexpected " + Texts.quoted(words.get(at)) + " in the condition"
                        : "the condition ends too early");
    }
}
