package io.breakwater.ledger.postgres;

import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.SignedNote;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Cosignatures on the checkpoint in the database: one of each witness, added to what is there. */
final class Cosignatures {
    private Cosignatures() {}

    /** Adds one if the checkpoint still is the one that was cosigned, and has none of this witness. */
    static void add(Connection connection, String text, NoteSignature cosignature) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Optional<SignedNote> now = Sql.first(
                    connection,
                    row -> SignedNote.parse(row.getString(1)),
                    "select checkpoint from log_head where starts_with(checkpoint, ?) for update",
                    text + "\n");
            if (now.isPresent() && !Publisher.has(now.get(), cosignature)) {
                Sql.execute(
                        connection,
                        "update log_head set checkpoint = ?",
                        now.get().with(cosignature).format());
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
