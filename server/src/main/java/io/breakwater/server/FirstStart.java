package io.breakwater.server;

import io.breakwater.access.people.AddPerson;
import io.breakwater.access.people.Directory;
import io.breakwater.model.PersonId;
import io.breakwater.server.token.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The first start of all: makes the first administrator and shows its token once, on standard output or in a file only
 * its owner may read. A start that died before showing it shows a new one.
 */
final class FirstStart {
    private static final PersonId ADMINISTRATOR = new PersonId("admin");
    private static final Duration TOKEN_LIFE = Duration.ofDays(30);

    private final AddPerson addPerson;
    private final Tokens tokens;
    private final Optional<Path> file;

    FirstStart(AddPerson addPerson, Tokens tokens, Optional<Path> file) {
        this.addPerson = addPerson;
        this.tokens = tokens;
        this.file = file;
    }

    void run(Directory directory) {
        if (directory.isEmpty()) {
            addPerson.addFirst(ADMINISTRATOR, "First administrator");
        }
        tokens.issueFirst(ADMINISTRATOR, TOKEN_LIFE.toSeconds()).ifPresent(this::show);
    }

    private void show(Tokens.Issued issued) {
        if (file.isPresent()) {
            OwnFile.write(file.get(), issued.secret() + "\n");
        } else {
            System.out.println("administrator token (shown once): " + issued.secret());
        }
    }
}
