package dev.crossfade.admin.cli;

import dev.crossfade.admin.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "crossfade " + Version.number() + " (Java " + Runtime.version() + ", " + System.getProperty("os.name", "?")
                    + ")"
        };
    }
}
