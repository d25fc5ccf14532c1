package io.breakwater.detect.sigma.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.detect.sigma.yaml.YamlNode;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import io.breakwater.detect.sigma.yaml.YamlNode.Sequence;
import java.math.BigDecimal;

/** A sample event as a log would hold it. */
final class YamlJson {
    private YamlJson() {}

    static JsonNode of(YamlNode node) {
        if (node instanceof Mapping mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            mapping.entries().forEach(entry -> object.set(entry.key(), of(entry.value())));
            return object;
        } else if (node instanceof Sequence sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            sequence.items().forEach(item -> array.add(of(item)));
            return array;
        }
        return scalar((Scalar) node);
    }

    private static JsonNode scalar(Scalar scalar) {
        return switch (scalar.kind()) {
            case TRUE -> BooleanNode.TRUE;
            case FALSE -> BooleanNode.FALSE;
            case NULL -> NullNode.getInstance();
            case NUMBER ->
                scalar.text().matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?")
                        ? DecimalNode.valueOf(new BigDecimal(scalar.text()))
                        : TextNode.valueOf(scalar.text());
            case TEXT -> TextNode.valueOf(scalar.text());
        };
    }
}
