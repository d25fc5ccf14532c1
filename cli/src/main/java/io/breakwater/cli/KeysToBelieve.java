package io.breakwater.cli;

import io.breakwater.cli.talk.Failure;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.merkle.VerifierKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The keys a log is checked with: given, or the one the log's own place hands out. */
final class KeysToBelieve {
    @Option(names = "--trust", paramLabel = "FILE", description = "Keys to believe (form of a pack's keys.json).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--log-key", paramLabel = "VKEY", description = "The log's key, as text.")
    private Optional<String> logKey = Optional.empty();

    /** Whether they came by another way than the log. */
    boolean arePinned() {
        return file.isPresent() || logKey.isPresent();
    }

    /** The keys; none when nobody gave one and the log's place has none to give. */
    Optional<Trust> trust(Cli cli, LogSource log) {
        if (file.isPresent()) {
            io.breakwater.evidence.verify.Trust read =
                    TrustFile.read(cli.around().workFolder().resolve(file.get()));
            return Optional.of(trust(read.logKeys(), read.witnessKeys(), read.witnessesNeeded()));
        }
        return logKey.or(log::ownKey).map(key -> trust(List.of(key), List.of(), 0));
    }

    private static Trust trust(List<String> logKeys, List<String> witnessKeys, int quorum) {
        List<VerifierKey> keys = logKeys.stream().map(VerifierKey::parse).toList();
        if (keys.isEmpty()) {
            throw Failure.usage("the trust file names no key of a log", "Fill its logKeys.");
        }
        return new Trust(
                keys.get(0).name(),
                keys,
                witnessKeys.stream().map(VerifierKey::parse).toList(),
                quorum);
    }
}
