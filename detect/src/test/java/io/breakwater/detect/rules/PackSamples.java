package io.breakwater.detect.rules;

import io.breakwater.detect.sigma.check.Sample;
import io.breakwater.detect.sigma.check.SampleFile;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The samples beside the rules of the shipped pack. */
public final class PackSamples {
    private PackSamples() {}

    /** The rule's file in the pack, such as {@code aws/root-used.yml}. */
    public static String file(RuleInfo rule) {
        return rule.place().file().substring(RulePack.SHIPPED.length());
    }

    /** Every rule's file. */
    static Stream<String> files() {
        return RulePack.shipped().sources().stream().map(source -> source.name().substring(RulePack.SHIPPED.length()));
    }

    /** The samples of a rule's file; a file without any, or with a mistake in it, fails the test. */
    public static List<Sample> of(String file) {
        String name = SampleFile.beside(file);
        Problems problems = new Problems();
        List<Sample> samples = SampleFile.read(new RuleSource(name, text(name)), problems);
        if (!problems.inOrder().isEmpty()) {
            throw new AssertionError(problems.inOrder().toString());
        }
        return samples;
    }

    private static String text(String name) {
        try (InputStream in = PackSamples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the rule has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
