package io.breakwater.detect.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * SigmaHQ's AWS rules as DuckDB conditions over typed columns: enough of Sigma for these files, and an error for anything
 * more. Plain values are compared with regard to case, as SQL does at its fastest; Sigma does not, and the one rule of
 * SigmaHQ's where that matters is told when the two engines' counts are compared.
 */
final class SigmaSql {
    /** Outermost keys that hold objects; a path below one is taken out of its JSON. */
    private static final Set<String> NESTED =
            Set.of("userIdentity", "requestParameters", "responseElements", "additionalEventData");

    private final Map<String, String> conditions;

    private SigmaSql(Map<String, String> selections) {
        this.conditions = selections;
    }

    /** The condition of the rule in a file. */
    static String of(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String of(String yaml) {
        Map<?, ?> rule = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
        Map<?, ?> detection = (Map<?, ?>) rule.get("detection");
        Map<String, String> selections = detection.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("condition"))
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), entry -> selection(entry.getValue())));
        return new SigmaSql(selections).condition(detection.get("condition").toString());
    }

    private static String selection(Object selection) {
        if (selection instanceof List<?> list) {
            return list.stream().map(SigmaSql::selection).collect(Collectors.joining(" OR ", "(", ")"));
        }
        return ((Map<?, ?>) selection)
                .entrySet().stream()
                        .map(entry -> field(entry.getKey().toString().split("\\|"), entry.getValue()))
                        .collect(Collectors.joining(" AND ", "(", ")"));
    }

    private static String field(String[] key, Object value) {
        List<String> modifiers = Arrays.asList(key).subList(1, key.length);
        String column = column(key[0]);
        List<?> values = value instanceof List<?> list ? list : Arrays.asList(value);
        return values.stream()
                .map(one -> test(column, modifiers, one))
                .collect(Collectors.joining(modifiers.contains("all") ? " AND " : " OR ", "(", ")"));
    }

    private static String column(String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return NESTED.contains(path) ? "CAST(" + path + " AS VARCHAR)" : path;
        }
        return "(" + path.substring(0, dot) + "->>'$" + path.substring(dot) + "')";
    }

    private static String test(String column, List<String> modifiers, Object value) {
        if (value == null) {
            return column + " IS NULL";
        }
        String text = value.toString().replace("'", "''");
        if (modifiers.contains("re")) {
            return "coalesce(regexp_matches(" + column + ", '" + text + "'), false)";
        }
        if (modifiers.contains("fieldref")) {
            return "coalesce(" + column + " = " + column(value.toString()) + ", false)";
        }
        String like = text.replace("_", "\\_").replace("%", "\\%").replace("*", "%");
        if (modifiers.contains("contains")) {
            like = "%" + like + "%";
        } else if (modifiers.contains("startswith")) {
            like = like + "%";
        } else if (modifiers.contains("endswith")) {
            like = "%" + like;
        } else if (!modifiers.isEmpty() && !modifiers.equals(List.of("cased"))) {
            throw new IllegalArgumentException("not translated: " + modifiers);
        }
        boolean plain = like.equals(text);
        String test = plain ? column + " = '" + text + "'" : column + " ILIKE '" + like + "' ESCAPE '\\'";
        return "coalesce(" + test + ", false)";
    }

    private String condition(String written) {
        List<String> words = new ArrayList<>(
                List.of(written.replace("(", " ( ").replace(")", " ) ").trim().split("\\s+")));
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("1") || word.equals("all")) {
                sql.append(several(word, words.get(i + 2)));
                i += 2;
            } else {
                sql.append(Set.of("and", "or", "not", "(", ")").contains(word) ? ' ' + word + ' ' : named(word));
            }
        }
        return sql.toString();
    }

    private String named(String name) {
        String selection = conditions.get(name);
        if (selection == null) {
            throw new IllegalArgumentException("no selection " + name);
        }
        return selection;
    }

    private String several(String quantity, String pattern) {
        String prefix = pattern.replace("*", "");
        return conditions.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(quantity.equals("1") ? " OR " : " AND ", "(", ")"));
    }
}
