package io.breakwater.detect.spi;

import java.time.Instant;

/**
 * What a source was told of and could not read, of one kind.
 *
 * @param code stable, in capitals: what documents and alarms go by
 * @param count how often, since this process began
 * @param at when it happened last
 * @param last one sentence about that one, and what to do about it
 */
public record Unread(String code, long count, Instant at, String last) {}
