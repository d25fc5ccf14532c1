package io.breakwater.detect.sigma;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.Explanation.Answer;
import io.breakwater.detect.sigma.Explanation.Part;
import io.breakwater.detect.sigma.Explanation.Test;
import io.breakwater.detect.sigma.match.Atom;
import io.breakwater.detect.sigma.match.Expr;
import io.breakwater.detect.sigma.match.FieldValues;
import io.breakwater.detect.sigma.match.GaveUp;
import io.breakwater.detect.sigma.rule.Rule;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks every rule about one event without the plan's shortcuts, and keeps what came out of each part. */
public final class Explainer {
    private static final int MOST_WORDS = 3;
    private static final int MOST_VALUES = 3;
    private static final int LONGEST_VALUE = 120;

    private final EventRecord event;

    private Explainer(EventRecord event) {
        this.event = event;
    }

    /** One explanation a rule, in the order of the set. */
    public static List<Explanation> explain(RuleSet rules, EventRecord event) {
        Explainer explainer = new Explainer(event);
        return IntStream.range(0, rules.rules().size())
                .mapToObj(number -> explainer.explain(number, rules.rules().get(number)))
                .toList();
    }

    private Explanation explain(int number, Rule rule) {
        List<Part> parts = new ArrayList<>();
        collect(rule.condition(), false, parts);
        return new Explanation(number, answer(rule.condition()), parts);
    }

    private void collect(Expr expr, boolean excludes, List<Part> parts) {
        if (expr instanceof Expr.And and) {
            and.parts().forEach(part -> collect(part, excludes, parts));
        } else if (expr instanceof Expr.Or or) {
            or.parts().forEach(part -> collect(part, excludes, parts));
        } else if (expr instanceof Expr.Not not) {
            collect(not.part(), !excludes, parts);
        } else if (expr instanceof Expr.Named named) {
            parts.add(new Part(named.name(), excludes, answer(named), tests(named.part())));
        }
    }

    private List<Test> tests(Expr expr) {
        List<Expr> asked = expr instanceof Expr.And and ? and.parts() : List.of(expr);
        return asked.stream()
                .map(part -> new Test(words(part), answer(part), found(part)))
                .toList();
    }

    private Answer answer(Expr expr) {
        if (expr instanceof Expr.And and) {
            return first(Answer.NO, Answer.YES, and.parts());
        } else if (expr instanceof Expr.Or or) {
            return first(Answer.YES, Answer.NO, or.parts());
        } else if (expr instanceof Expr.Not not) {
            return answer(not.part()).not();
        } else if (expr instanceof Expr.Named named) {
            return answer(named.part());
        }
        return answer(((Expr.Ask) expr).atom());
    }

    private Answer first(Answer decisive, Answer otherwise, List<Expr> parts) {
        List<Answer> answers = parts.stream().map(this::answer).toList();
        return answers.contains(decisive) ? decisive : answers.contains(Answer.UNKNOWN) ? Answer.UNKNOWN : otherwise;
    }

    private Answer answer(Atom atom) {
        try {
            FieldValues other = atom instanceof Atom.FieldRef reference ? values(reference.other()) : new FieldValues();
            return Answers.holds(atom, values(atom).orGiveUp(), other.orGiveUp()) ? Answer.YES : Answer.NO;
        } catch (GaveUp unknown) {
            return Answer.UNKNOWN;
        }
    }

    private FieldValues values(Atom atom) {
        if (!atom.paths().isEmpty()) {
            return values(atom.paths().get(0));
        }
        FieldValues whole = new FieldValues();
        whole.loadWhole(event);
        return whole;
    }

    private FieldValues values(FieldPath path) {
        FieldValues values = new FieldValues();
        values.load(event, path);
        return values;
    }

    private static String words(Expr expr) {
        if (expr instanceof Expr.Not not) {
            return "not (" + words(not.part()) + ")";
        } else if (expr instanceof Expr.And and) {
            return joined(and.parts(), " and ");
        } else if (expr instanceof Expr.Or or) {
            return joined(or.parts(), " or ");
        } else if (expr instanceof Expr.Named named) {
            return words(named.part());
        }
        return ((Expr.Ask) expr).atom().toString();
    }

    private static String joined(List<Expr> parts, String word) {
        String some = parts.stream().limit(MOST_WORDS).map(Explainer::words).collect(Collectors.joining(word));
        return parts.size() <= MOST_WORDS ? some : some + word + (parts.size() - MOST_WORDS) + " more";
    }

    /** Of the fields that a part asks for, each once; the whole event is not repeated. */
    private List<String> found(Expr expr) {
        List<String> texts = new ArrayList<>();
        paths(expr).stream().distinct().forEach(path -> {
            FieldValues values = values(path);
            for (int i = 0; i < Math.min(values.size(), MOST_VALUES); i++) {
                texts.add(shortened(values.text(i)));
            }
        });
        return texts;
    }

    private static List<FieldPath> paths(Expr expr) {
        if (expr instanceof Expr.And and) {
            return and.parts().stream().flatMap(part -> paths(part).stream()).toList();
        } else if (expr instanceof Expr.Or or) {
            return or.parts().stream().flatMap(part -> paths(part).stream()).toList();
        } else if (expr instanceof Expr.Not not) {
            return paths(not.part());
        } else if (expr instanceof Expr.Named named) {
            return paths(named.part());
        }
        return ((Expr.Ask) expr).atom().paths();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
