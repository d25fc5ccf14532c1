package io.breakwater.model;

import static io.breakwater.model.Phrases.on;

import io.breakwater.model.DebtFact.DebtBroughtForward;
import io.breakwater.model.DebtFact.DebtClosed;
import io.breakwater.model.DebtFact.DebtEscalated;
import io.breakwater.model.DebtFact.DebtHandedOver;
import io.breakwater.model.DebtFact.DebtMissed;
import io.breakwater.model.DebtFact.DebtOpened;
import java.util.Set;

/** Sentences for what happens to debts. */
final class DebtSentences {
    private DebtSentences() {}

    static Set<Phrases.Phrase<?>> phrases() {
        return Set.of(
                on(
                        DebtOpened.class,
                        (f, w) -> "Owed by " + f.owner() + " until " + w.time(f.dueAt()) + ": " + f.title() + " ("
                                + f.debt() + (f.drill() ? ", drill" : "") + ")"),
                on(
                        DebtEscalated.class,
                        (f, w) -> f.rule() + " (" + f.debt() + ") is still owed: step " + f.step() + ", " + f.to()
                                + " is told"),
                on(
                        DebtHandedOver.class,
                        (f, w) -> f.rule() + " (" + f.debt() + ") is owed by " + f.after()
                                + " from now on, no longer by " + f.before()),
                on(
                        DebtBroughtForward.class,
                        (f, w) -> f.rule() + " (" + f.debt() + ") is due by " + w.time(f.dueAt()) + " already, not by "
                                + w.time(f.dueBefore())),
                on(
                        DebtMissed.class,
                        (f, w) -> f.rule() + " (" + f.debt() + ") was missed: it was due by " + w.time(f.dueAt())),
                on(
                        DebtClosed.class,
                        (f, w) -> f.rule() + " (" + f.debt() + ") is paid" + (f.late() ? ", late" : "") + ", by fact "
                                + f.evidence()));
    }
}
