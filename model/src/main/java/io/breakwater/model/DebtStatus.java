package io.breakwater.model;

/** How a debt stands. {@code MISSED} is still owed, and stays visible as missed after it is closed. */
public enum DebtStatus {
    OPEN,
    MISSED,
    CLOSED,
    CLOSED_LATE
}
