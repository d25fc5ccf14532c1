package io.breakwater.detect.rules;

import io.breakwater.detect.sigma.rule.Followup;
import io.breakwater.detect.sigma.rule.Pipeline;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rule files, the pipelines they are read through, and what they advise: the ones that come with Breakwater, with a
 * user's own on top.
 *
 * <p>An id or a name is given once. A rule of a user's that takes one of ours is an error, so that no rule of ours is lost
 * by a copied file; whoever wants it says so and takes {@link #overriddenBy}.
 */
public final class RulePack {
    /** Before the name of a shipped file, where errors and reports name it. */
    public static final String SHIPPED = "breakwater:";

    private static final String INDEX = "index.txt";
    private static final List<String> PIPELINES = List.of("pipelines/azure.yml");

    private final List<RuleSource> sources;
    private final List<Pipeline> pipelines;

    private RulePack(List<RuleSource> sources, List<Pipeline> pipelines) {
        this.sources = List.copyOf(sources);
        this.pipelines = List.copyOf(pipelines);
    }

    /** The rules that come with Breakwater. */
    public static RulePack shipped() {
        return new RulePack(
                text(INDEX).lines().map(RulePack::source).toList(),
                PIPELINES.stream().map(RulePack::pipeline).toList());
    }

    /** Rules of a user's alone, read through our pipelines. */
    public static RulePack only(List<RuleSource> own) {
        return new RulePack(own, PIPELINES.stream().map(RulePack::pipeline).toList());
    }

    /** With rules of a user's on top; one that takes an id or a name of ours is told when the set is read. */
    public RulePack with(List<RuleSource> own) {
        return new RulePack(Stream.concat(sources.stream(), own.stream()).toList(), pipelines);
    }

    /** With rules of a user's on top; where one takes an id or a name of ours, ours is left out. */
    public RulePack overriddenBy(List<RuleSource> own) {
        Set<String> taken = new HashSet<>();
        own.forEach(source -> taken.addAll(handles(source)));
        List<RuleSource> left = sources.stream()
                .filter(source -> handles(source).stream().noneMatch(taken::contains))
                .toList();
        return new RulePack(Stream.concat(left.stream(), own.stream()).toList(), pipelines);
    }

    /** The files. */
    public List<RuleSource> sources() {
        return sources;
    }

    /** What the files are to be read with. */
    public RuleOptions options() {
        return RuleOptions.of(pipelines);
    }

    /** The rules, and what is wrong with the files. */
    public RuleSet read() {
        return RuleSet.read(sources, options());
    }

    /** What every document of a set says about itself: rules, correlations, then follow-ups. */
    public static List<RuleInfo> infos(RuleSet set) {
        return Stream.concat(
                        IntStream.range(0, set.size()).mapToObj(set::info),
                        set.followups().stream().map(Followup::info))
                .toList();
    }

    /** Ids and names of a file's documents, whatever else is wrong with them. */
    private static Set<String> handles(RuleSource source) {
        Set<String> handles = new HashSet<>();
        for (Mapping document : RuleDocuments.of(source)) {
            RuleDocuments.text(document, "id")
                    .map(id -> id.toLowerCase(Locale.ROOT))
                    .ifPresent(handles::add);
            RuleDocuments.text(document, "name").ifPresent(handles::add);
        }
        return handles;
    }

    private static RuleSource source(String name) {
        return new RuleSource(SHIPPED + name, text(name));
    }

    private static Pipeline pipeline(String name) {
        Problems problems = new Problems();
        return Pipeline.read(new RuleSource(SHIPPED + name, text(name)), problems)
                .orElseThrow(() -> new IllegalStateException("a shipped pipeline is broken: " + problems.inOrder()));
    }

    private static String text(String name) {
        try (InputStream in = RulePack.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the resource " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
