package io.breakwater.ledger.merkle;

/** Foreign text in an error message: short, and without anything a terminal would obey. */
final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    static String of(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return '"' + shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\"]", "?") + '"';
    }
}
