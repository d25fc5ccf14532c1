package io.breakwater.evidence.pack;

import io.breakwater.ledger.keys.DsseSigner;
import io.breakwater.ledger.merkle.TileSource;
import java.nio.file.Path;
import java.util.List;

/**
 * What a house needs to make packs.
 *
 * @param folder where finished packs are kept, as {@code INC-2026-0042-1.zip}
 * @param log the tiles of the log, at least as far as the checkpoint a pack is made against
 * @param logKey the log's verifier key (C2SP signed-note)
 * @param witnessKeys the verifier keys of the witnesses asked to cosign; empty when there are none
 * @param pen signs manifests
 */
public record PackHouse(Path folder, TileSource log, String logKey, List<String> witnessKeys, DsseSigner pen) {}
