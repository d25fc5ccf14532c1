package io.breakwater.model;

import java.time.Instant;

/**
 * Whole hours of which there are no logs, or a time of which records are missed, so that nobody knows what happened.
 *
 * @param account whose logs they are; where only their place is known, that
 * @param region {@code *} stands for all regions of the account
 */
public record LogGap(String account, String region, Instant from, Instant to) {}
