package io.breakwater.ledger.postgres;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.witness.Cosigning;
import io.breakwater.ledger.witness.WitnessException;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.HouseFact.WitnessChanged;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks one witness for its cosignature on the newest checkpoint, on a thread of its own, so that a slow or dead witness
 * delays nobody. That a witness could not be reached, refused, or is back, is a fact; that it goes on as before is none.
 */
final class Witnessing implements AutoCloseable {
    private static final int FIRST_PAUSE_MILLIS = 1_000;
    private static final int MAX_PAUSE_MILLIS = 60_000;

    private final Cosigning cosigning;
    private final TileSource tiles;
    private final Journal journal;
    private final Cosigned cosigned;
    private final Thread thread;
    private @Nullable SignedNote newest;
    private boolean closed;
    /** What the last fact said: empty before the first, "" for fine, else the trouble. */
    private Optional<String> told = Optional.empty();

    /** Takes a cosignature on a checkpoint's text. */
    @FunctionalInterface
    interface Cosigned {
        void add(String text, NoteSignature cosignature);
    }

    Witnessing(Cosigning cosigning, TileSource tiles, Journal journal, Cosigned cosigned) {
        this.cosigning = cosigning;
        this.tiles = tiles;
        this.journal = journal;
        this.cosigned = cosigned;
        this.thread =
                new Thread(this::run, "ledger-witness-" + cosigning.witness().name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There is a newer checkpoint; older ones that were not cosigned yet need not be any more. */
    synchronized void offer(SignedNote checkpoint) {
        newest = checkpoint;
        notifyAll();
    }

    private synchronized Optional<SignedNote> next() throws InterruptedException {
        while (newest == null && !closed) {
            wait();
        }
        SignedNote next = newest;
        newest = null;
        return closed ? Optional.empty() : Optional.ofNullable(next);
    }

    /** The checkpoint is asked for again unless a newer one came meanwhile. */
    private synchronized void again(SignedNote checkpoint, int pauseMillis) throws InterruptedException {
        if (!closed) {
            wait(pauseMillis);
        }
        newest = newest == null ? checkpoint : newest;
    }

    private void run() {
        int pauseMillis = FIRST_PAUSE_MILLIS;
        try {
            for (Optional<SignedNote> next = next(); next.isPresent(); next = next()) {
                if (cosign(next.get())) {
                    pauseMillis = FIRST_PAUSE_MILLIS;
                } else {
                    again(next.get(), pauseMillis);
                    pauseMillis = Math.min(MAX_PAUSE_MILLIS, 2 * pauseMillis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean cosign(SignedNote checkpoint) {
        try {
            cosigned.add(checkpoint.text(), cosigning.cosign(checkpoint, tiles));
            tell("");
            return true;
        } catch (WitnessException e) {
            tell(e.reason() + ": " + e.getMessage());
            return false;
        } catch (RuntimeException e) {
            // Reading tiles or the folder failed: no statement about the witness, and it is asked again.
            return false;
        }
    }

    private void tell(String trouble) {
        String kind = trouble.replaceAll(":.*", "");
        if (told.equals(Optional.of(kind))) {
            return;
        }
        String detail = trouble.isEmpty() ? "cosigns" : trouble;
        try {
            journal.transact(tx -> tx.append(
                    Actor.system("ledger"),
                    new WitnessChanged(cosigning.witness().name(), trouble.isEmpty(), detail)));
            told = Optional.of(kind);
        } catch (BreakwaterException e) {
            // Told with the next attempt, when the journal is back.
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
