package io.breakwater.server;

import io.breakwater.access.AccessRoom;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.model.Actor;
import io.breakwater.model.Caller;
import io.breakwater.model.HouseFact.HouseFounded;
import io.breakwater.model.PersonId;
import io.breakwater.server.token.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The first start of all: puts the founding on the record, makes the first administrator and shows its token once, on
 * standard output or in a file only its owner may read. Until it has been used, each start shows a new one in its place;
 * so does a start at which no administrator has a token that lasts another month, since none outlives the first.
 */
final class FirstStart {
    private static final PersonId ADMINISTRATOR = new PersonId("admin");
    private static final Duration TOKEN_LIFE = Duration.ofDays(90);

    private final Journal journal;
    private final AccessRoom access;
    private final Tokens tokens;

    FirstStart(Journal journal, AccessRoom access, Tokens tokens) {
        this.journal = journal;
        this.access = access;
        this.tokens = tokens;
    }

    void run(LedgerKeys keys, Optional<Path> tokenFile) {
        if (access.directory().isEmpty()) {
            HouseFounded founded = new HouseFounded(
                    keys.origin(), keys.log().vkey(), keys.pack().publicPem());
            journal.transact(tx -> tx.append(Actor.system("founding"), founded));
            access.addPerson().addFirst(ADMINISTRATOR, "First administrator");
        }
        tokens.issueFirst(ADMINISTRATOR, TOKEN_LIFE.toSeconds()).ifPresent(issued -> show(issued, tokenFile));
    }

    /** Puts the practice policy in force unless somebody put one in before. */
    void policy(String document) {
        if (journal.read(access.policyBook()::inForce).isEmpty()) {
            access.changePolicy().change(new Caller(ADMINISTRATOR, "local"), document);
        }
    }

    private static void show(Tokens.Issued issued, Optional<Path> file) {
        if (file.isPresent()) {
            OwnFile.write(file.get(), issued.secret() + "\n");
        } else {
            System.out.println("administrator token (shown once): " + issued.secret());
        }
    }
}
