package io.breakwater.evidence.pack;

/** The state document that counts the packs begun of one incident, named as the incident. */
public record PackCount(int started) {}
