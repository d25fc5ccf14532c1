package io.breakwater.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What the tool says about itself. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "breakwater " + number() + " (Java " + Runtime.version().feature() + ")"
        };
    }

    /** The version the build wrote into the manifest. */
    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
