package io.breakwater.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.detect.sigma.Explanation;
import io.breakwater.detect.sigma.Explanation.Answer;
import io.breakwater.detect.sigma.Explanation.Part;
import io.breakwater.detect.sigma.Explanation.Test;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Explanations, for people and for programs. */
final class ExplanationView {
    private ExplanationView() {}

    static List<String> lines(RuleSet set, List<Explanation> explanations) {
        List<String> lines = new ArrayList<>();
        for (Explanation explanation : explanations) {
            RuleInfo info = set.info(explanation.rule());
            lines.add(verdict(explanation.answer()) + "  " + info.title() + "  ("
                    + info.place().file() + ")");
            explanation.parts().forEach(part -> add(part, lines));
        }
        if (explanations.isEmpty()) {
            lines.add("No rule matches, and of none does a selection hold.");
        }
        return lines;
    }

    private static String verdict(Answer answer) {
        return switch (answer) {
            case YES -> "MATCHES  ";
            case NO -> "no match ";
            case UNKNOWN -> "undecided";
        };
    }

    private static void add(Part part, List<String> lines) {
        lines.add("    " + part.name() + (part.excludes() ? " (excludes): " : ": ") + word(part.answer()));
        for (Test test : part.tests()) {
            String found = test.found().isEmpty() ? "" : "; the event has " + String.join(", ", test.found());
            lines.add("        " + test.what() + ": " + word(test.answer()) + found);
        }
    }

    private static String word(Answer answer) {
        return answer == Answer.YES ? "holds" : answer == Answer.NO ? "does not hold" : "gave up";
    }

    static ObjectNode document(RuleSet set, List<Explanation> explanations) {
        ObjectNode document = Documents.object();
        ArrayNode rules = document.putArray("rules");
        for (Explanation explanation : explanations) {
            RuleInfo info = set.info(explanation.rule());
            ObjectNode rule = rules.addObject()
                    .put("title", info.title())
                    .put("file", info.place().file())
                    .put("matches", code(explanation.answer()));
            ArrayNode selections = rule.putArray("selections");
            explanation.parts().forEach(part -> {
                ObjectNode selection = selections
                        .addObject()
                        .put("name", part.name())
                        .put("excludes", part.excludes())
                        .put("holds", code(part.answer()));
                ArrayNode tests = selection.putArray("tests");
                part.tests()
                        .forEach(test -> test.found()
                                .forEach(tests.addObject()
                                        .put("asks", test.what())
                                        .put("holds", code(test.answer()))
                                        .putArray("found")::add));
            });
        }
        return document;
    }

    private static String code(Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT);
    }
}
