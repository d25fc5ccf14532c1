package io.breakwater.detect.sigma;

import io.breakwater.detect.sigma.match.GaveUp;

/**
 * A part of a compiled rule. One whose answer is unknown does not matter where another settles the whole, so that it makes
 * no difference in which order they are asked.
 */
sealed interface Node {
    /**
     * Whether the event that the questions are put to passes.
     *
     * @throws GaveUp when that could not be found out
     */
    boolean holds(Questions event);

    /** All of them. */
    record All(Node[] parts) implements Node {
        @Override
        public boolean holds(Questions event) {
            GaveUp unknown = null;
            for (Node part : parts) {
                try {
                    if (!part.holds(event)) {
                        return false;
                    }
                } catch (GaveUp gaveUp) {
                    unknown = gaveUp;
                }
            }
            if (unknown != null) {
                throw unknown;
            }
            return true;
        }
    }

    /** At least one of them. */
    record Any(Node[] parts) implements Node {
        @Override
        public boolean holds(Questions event) {
            GaveUp unknown = null;
            for (Node part : parts) {
                try {
                    if (part.holds(event)) {
                        return true;
                    }
                } catch (GaveUp gaveUp) {
                    unknown = gaveUp;
                }
            }
            if (unknown != null) {
                throw unknown;
            }
            return false;
        }
    }

    /** Not this. */
    record None(Node part) implements Node {
        @Override
        public boolean holds(Questions event) {
            return !part.holds(event);
        }
    }

    /** A question that several rules may ask, by its number. */
    record Asked(int question) implements Node {
        @Override
        public boolean holds(Questions event) {
            return event.answer(question);
        }
    }

    /** Whether a field has one of these texts, by their numbers in the field's table. */
    record OneOf(int field, long[] numbers) implements Node {
        @Override
        public boolean holds(Questions event) {
            return event.hasOneOf(field, numbers);
        }

        /** How many texts. */
        int count() {
            int count = 0;
            for (long word : numbers) {
                count += Long.bitCount(word);
            }
            return count;
        }
    }
}
