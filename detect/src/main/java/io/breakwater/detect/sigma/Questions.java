package io.breakwater.detect.sigma;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.match.FieldValues;
import io.breakwater.detect.sigma.match.TextTable;
import java.util.Arrays;

/** One event, asked: each field is looked for once, each question is answered once, and only when somebody asks. */
final class Questions {
    private static final int[] NO_TEXTS = new int[0];

    private final FieldPath[] paths;
    private final TextTable[] tables;
    private final Compiled.Question[] questions;
    private final FieldValues[] values;
    private final int[] valuesAsOf;
    private final int[][] texts;
    private final int[] textCounts;
    private final int[] textsAsOf;
    private final boolean[] answers;
    private final int[] answersAsOf;
    private FieldValues whole = new FieldValues();
    private EventRecord record = new EventRecord();
    private int wholeAsOf;
    private int event;

    Questions(Compiled compiled) {
        paths = compiled.fields().toArray(FieldPath[]::new);
        tables = compiled.tables().toArray(TextTable[]::new);
        questions = compiled.questions().toArray(Compiled.Question[]::new);
        values = new FieldValues[paths.length];
        valuesAsOf = new int[paths.length];
        texts = new int[paths.length][];
        textCounts = new int[paths.length];
        textsAsOf = new int[paths.length];
        answers = new boolean[questions.length];
        answersAsOf = new int[questions.length];
        forget();
    }

    /** Gives back the room that an event of unusual size took. */
    void forget() {
        Arrays.setAll(values, i -> new FieldValues());
        Arrays.fill(texts, NO_TEXTS);
        whole = new FieldValues();
        reset(new EventRecord());
    }

    /** From now on, questions are to this event. */
    void reset(EventRecord next) {
        record = next;
        event++;
        if (event == 0) { // after 2^32 events, an answer could be as old as its number
            Arrays.fill(valuesAsOf, 0);
            Arrays.fill(textsAsOf, 0);
            Arrays.fill(answersAsOf, 0);
            wholeAsOf = 0;
            event = 1;
        }
    }

    FieldValues values(int field) {
        FieldValues of = values[field];
        if (valuesAsOf[field] != event) {
            of.load(record, paths[field]);
            valuesAsOf[field] = event;
        }
        return of.orGiveUp();
    }

    /** How many of the field's values are in its table; their numbers are then in {@link #texts}. */
    int textCount(int field) {
        if (textsAsOf[field] != event) {
            lookUp(field);
            textsAsOf[field] = event;
        }
        return textCounts[field];
    }

    /** Valid after {@link #textCount}, up to that count. */
    int[] texts(int field) {
        return texts[field];
    }

    private void lookUp(int field) {
        FieldValues of = values(field);
        int count = 0;
        if (texts[field].length < of.size()) {
            texts[field] = new int[of.size() + 3];
        }
        for (int i = 0; i < of.size(); i++) {
            int number = tables[field].find(of, i);
            if (number >= 0) {
                texts[field][count++] = number;
            }
        }
        textCounts[field] = count;
    }

    boolean hasOneOf(int field, long[] numbers) {
        int count = textCount(field);
        for (int i = 0; i < count; i++) {
            int number = texts[field][i];
            if (number >> 6 < numbers.length && (numbers[number >> 6] >>> number & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    boolean answer(int question) {
        if (answersAsOf[question] != event) {
            answers[question] = ask(questions[question]);
            answersAsOf[question] = event;
        }
        return answers[question];
    }

    private boolean ask(Compiled.Question question) {
        FieldValues of = question.field() < 0 ? whole() : values(question.field());
        return Answers.holds(question.atom(), of, question.other() < 0 ? of : values(question.other()));
    }

    private FieldValues whole() {
        if (wholeAsOf != event) {
            whole.loadWhole(record);
            wholeAsOf = event;
        }
        return whole;
    }
}
