package io.breakwater.server.once;

import java.util.Map;

/**
 * An answer as it is kept for repetitions. Never holds a secret: whoever makes an answer with one stores another.
 *
 * @param body JSON, empty for none
 */
public record StoredAnswer(int status, Map<String, String> headers, String body) {}
