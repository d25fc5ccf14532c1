package io.breakwater.model;

/** What a person does in one incident. */
public enum IncidentRole {
    COMMANDER,
    SCRIBE,
    COMMUNICATIONS,
    OPERATIONS,
    SECURITY
}
