package io.breakwater.ledger.keys;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;

/** Keys that cannot be opened, founded or used. The sentence names the file and what to do; never key material. */
public final class KeyException extends BreakwaterException {
    private static final long serialVersionUID = 1L;

    public KeyException(String sentence) {
        super(Code.INTERNAL, sentence);
    }

    public KeyException(String sentence, Throwable cause) {
        super(Code.INTERNAL, sentence, cause);
    }
}
