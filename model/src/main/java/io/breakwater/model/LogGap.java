package io.breakwater.model;

import java.time.Instant;

/**
 * Whole hours of which there are no logs, so that nobody knows what happened.
 *
 * @param region {@code *} stands for all regions of the account
 */
public record LogGap(String account, String region, Instant from, Instant to) {}
