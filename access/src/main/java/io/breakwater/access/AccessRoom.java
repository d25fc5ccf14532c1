package io.breakwater.access;

import io.breakwater.access.grant.AccessClock;
import io.breakwater.access.grant.BreakGlass;
import io.breakwater.access.grant.DecideGrant;
import io.breakwater.access.grant.EndGrant;
import io.breakwater.access.grant.ExplainAccess;
import io.breakwater.access.grant.Grants;
import io.breakwater.access.grant.ObserveUse;
import io.breakwater.access.grant.OpenGrant;
import io.breakwater.access.grant.ProveRevocation;
import io.breakwater.access.grant.Reconcile;
import io.breakwater.access.grant.RequestAccess;
import io.breakwater.access.grant.ReviewGrant;
import io.breakwater.access.grant.TakeCredential;
import io.breakwater.access.people.AddPerson;
import io.breakwater.access.people.ChangeFunctions;
import io.breakwater.access.people.DeactivatePerson;
import io.breakwater.access.people.Directory;
import io.breakwater.access.people.LinkPersons;
import io.breakwater.access.policy.ChangePolicy;
import io.breakwater.access.policy.PolicyBook;
import io.breakwater.access.spi.Providers;
import io.breakwater.access.spi.Seal;
import io.breakwater.ledger.Journal;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Every use case of the room, wired and ready to be called. All are safe to be used by several threads. */
public record AccessRoom(
        PolicyBook policyBook,
        ChangePolicy changePolicy,
        Directory directory,
        AddPerson addPerson,
        ChangeFunctions changeFunctions,
        LinkPersons linkPersons,
        DeactivatePerson deactivatePerson,
        ExplainAccess explainAccess,
        RequestAccess requestAccess,
        DecideGrant decideGrant,
        BreakGlass breakGlass,
        OpenGrant openGrant,
        TakeCredential takeCredential,
        EndGrant endGrant,
        ProveRevocation proveRevocation,
        ReviewGrant reviewGrant,
        Grants grants,
        ObserveUse observeUse,
        Reconcile reconcile,
        AccessClock clock) {

    /**
     * The room over a journal and the doors there are.
     *
     * @param random a {@link java.security.SecureRandom} outside tests
     * @param monotonicNanos as {@link System#nanoTime}
     * @param doors what asks targets for the clock; several threads, so that one target that hangs holds up no other
     */
    public static AccessRoom of(
            Journal journal,
            Providers providers,
            Seal seal,
            RandomGenerator random,
            LongSupplier monotonicNanos,
            Executor doors) {
        PolicyBook book = new PolicyBook(providers);
        OpenGrant open = new OpenGrant(journal, providers, seal, random);
        ProveRevocation prove = new ProveRevocation(journal, providers, seal);
        return new AccessRoom(
                book,
                new ChangePolicy(journal, providers),
                new Directory(journal),
                new AddPerson(journal),
                new ChangeFunctions(journal),
                new LinkPersons(journal),
                new DeactivatePerson(journal),
                new ExplainAccess(journal, book),
                new RequestAccess(journal, book, random),
                new DecideGrant(journal, random),
                new BreakGlass(journal),
                open,
                new TakeCredential(journal, seal),
                new EndGrant(journal),
                prove,
                new ReviewGrant(journal, random),
                new Grants(journal),
                new ObserveUse(journal, providers),
                new Reconcile(journal, book, providers),
                new AccessClock(journal, open, prove, monotonicNanos, doors));
    }
}
