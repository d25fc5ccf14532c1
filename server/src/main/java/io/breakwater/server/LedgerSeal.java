package io.breakwater.server;

import io.breakwater.access.spi.Seal;
import io.breakwater.ledger.keys.KeyException;
import io.breakwater.ledger.keys.Sealing;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;

/** Seals credentials at rest with the ledger's sealing key. */
final class LedgerSeal implements Seal {
    private final Sealing sealing;

    LedgerSeal(Sealing sealing) {
        this.sealing = sealing;
    }

    @Override
    public byte[] seal(String context, byte[] plain) {
        return sealing.seal(plain, context);
    }

    @Override
    public byte[] unseal(String context, byte[] sealed) {
        try {
            return sealing.open(sealed, context);
        } catch (KeyException e) {
            throw new BreakwaterException(Code.INTERNAL, "what was sealed for " + context + " cannot be opened", e);
        }
    }
}
