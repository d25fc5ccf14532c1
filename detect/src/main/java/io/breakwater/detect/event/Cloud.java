package io.breakwater.detect.event;

/** Whose log an event stands in. */
public enum Cloud {
    AWS,
    AZURE,
    ENTRA,
    MICROSOFT_365,
    UNKNOWN
}
