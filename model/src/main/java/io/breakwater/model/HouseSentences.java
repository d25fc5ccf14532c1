package io.breakwater.model;

import static io.breakwater.model.Phrases.on;

import io.breakwater.model.HouseFact.ClockJumped;
import io.breakwater.model.HouseFact.DebtRulesChanged;
import io.breakwater.model.HouseFact.HouseEvidenceRead;
import io.breakwater.model.HouseFact.HouseFounded;
import io.breakwater.model.HouseFact.LedgerRollbackSeen;
import io.breakwater.model.HouseFact.PersonAdded;
import io.breakwater.model.HouseFact.PersonDeactivated;
import io.breakwater.model.HouseFact.PersonFunctionsChanged;
import io.breakwater.model.HouseFact.PersonsLinked;
import io.breakwater.model.HouseFact.PolicyChanged;
import io.breakwater.model.HouseFact.ServerStarted;
import io.breakwater.model.HouseFact.ServerStopped;
import io.breakwater.model.HouseFact.StrayAccountFound;
import io.breakwater.model.HouseFact.StrayAccountGone;
import io.breakwater.model.HouseFact.TokenIssued;
import io.breakwater.model.HouseFact.TokenRevoked;
import io.breakwater.model.HouseFact.WitnessChanged;
import java.util.Set;

/** Sentences for what happens to Breakwater itself, and for facts of versions to come. */
final class HouseSentences {
    private HouseSentences() {}

    static Set<Phrases.Phrase<?>> phrases() {
        return Set.of(
                on(HouseFounded.class, (f, w) -> "The log " + f.origin() + " was founded"),
                on(
                        ServerStarted.class,
                        (f, w) -> "Server " + f.instance() + " (" + f.version() + ") took the pen, epoch " + f.epoch()),
                on(ServerStopped.class, (f, w) -> "Server " + f.instance() + " stopped in order"),
                on(
                        PersonAdded.class,
                        (f, w) -> f.by() + " added " + f.person() + " with " + w.functions(f.functions())),
                on(
                        PersonFunctionsChanged.class,
                        (f, w) -> f.by() + " changed the functions of " + f.person() + " from "
                                + w.functions(f.before()) + " to " + w.functions(f.after())),
                on(
                        PersonsLinked.class,
                        (f, w) -> f.by() + " recorded that " + f.person() + " and " + f.alias() + " are one human"),
                on(PersonDeactivated.class, (f, w) -> f.by() + " deactivated " + f.person()),
                on(
                        TokenIssued.class,
                        (f, w) -> f.by() + " issued token " + f.token() + " to " + f.person() + ", valid until "
                                + w.time(f.expiresAt())),
                on(TokenRevoked.class, (f, w) -> f.by() + " revoked token " + f.token() + " of " + f.person()),
                on(
                        PolicyChanged.class,
                        (f, w) -> f.by() + " changed the policy to " + f.after()
                                + f.before().map(b -> " from " + b).orElse("")),
                on(
                        DebtRulesChanged.class,
                        (f, w) -> "The debt rules of our own changed to "
                                + f.after().orElse("none")
                                + f.before().map(b -> " from " + b).orElse("")
                                + "; what is owed already stays as it is"),
                on(
                        StrayAccountFound.class,
                        (f, w) -> "Account " + f.account() + " on " + f.target() + " is explained by no grant: "
                                + f.detail()),
                on(StrayAccountGone.class, (f, w) -> "Stray account " + f.account() + " on " + f.target() + " is gone"),
                on(
                        ClockJumped.class,
                        (f, w) -> "The wall clock jumped by " + f.jumpMillis() + " ms, from " + w.time(f.from())
                                + " to " + w.time(f.to())),
                on(
                        WitnessChanged.class,
                        (f, w) -> "Witness " + f.name() + (f.reachable() ? " cosigned: " : " cannot be reached: ")
                                + f.detail()),
                on(
                        LedgerRollbackSeen.class,
                        (f, w) -> "The published log has " + f.publishedSize() + " facts and the database "
                                + f.ownSize() + "; nothing is signed: " + f.detail()),
                on(HouseEvidenceRead.class, (f, w) -> f.by() + " read " + f.what()),
                on(UnknownFact.class, (f, w) -> "A fact of type " + f.type() + ", which this version does not know"));
    }
}
