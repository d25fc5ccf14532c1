package io.breakwater.model;

/** Where an incident stands. {@code AUDIT_READY} is closed, and nothing is owed any more. */
public enum IncidentStatus {
    OPEN,
    CLOSED,
    AUDIT_READY
}
