package io.breakwater.evidence.pack;

import io.breakwater.ledger.merkle.Checkpoint;
import java.io.IOException;
import java.io.Writer;

/** The page for people. */
final class Page {
    /** Goes through all facts in order. */
    @FunctionalInterface
    interface Rows {
        void each(WritePack.Row row) throws IOException;
    }

    private final PackInput input;

    Page(PackInput input, Checkpoint head, Story story, Evidence evidence, Texts texts) {
        this.input = input;
    }

    void write(Writer out, Rows rows) throws IOException {
        out.write("<!doctype html><title>" + input.incident() + "</title>");
    }
}
