package io.breakwater.detect.sigma.rule;

import java.util.Optional;

/** Which logs a rule is for, or which a record comes from: {@code aws}/{@code cloudtrail}. */
public record Logsource(Optional<String> category, Optional<String> product, Optional<String> service) {
    /** Logs of one service of a product. */
    public static Logsource of(String product, String service) {
        return new Logsource(Optional.empty(), Optional.of(product), Optional.of(service));
    }

    /** Whether a rule for these logs is for records of that source: what the rule does not say, it does not mind. */
    public boolean covers(Logsource records) {
        return isWithin(category, records.category)
                && isWithin(product, records.product)
                && isWithin(service, records.service);
    }

    private static boolean isWithin(Optional<String> asked, Optional<String> there) {
        return asked.isEmpty() || asked.equals(there);
    }

    @Override
    public String toString() {
        return product.orElse("*") + "/" + service.orElse("*")
                + category.map(c -> " (" + c + ")").orElse("");
    }
}
