package io.breakwater.evidence.pack;

import java.util.List;

/**
 * {@code consistency.json}: the RFC 6962 consistency proof from one size of the log to a later one.
 *
 * @param hashes in base64
 */
public record ConsistencyFile(long from, long to, List<String> hashes) {}
