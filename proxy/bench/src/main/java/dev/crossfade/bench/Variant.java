package dev.crossfade.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One way to run Crossfade: what is compared in pairs.
 *
 * @param name in reports
 * @param launcher the launcher script of the clone to run, this one's by default
 * @param javaOptions for the JVM, in addition to the launcher's own
 */
record Variant(String name, Path launcher, List<String> javaOptions) {
    static Variant transport(String transport, Path launcher) {
        return new Variant("crossfade " + transport, launcher, List.of(option(transport)));
    }

    private static String option(String transport) {
        return "-Dcrossfade.transport=" + transport;
    }

    /** From {@code NAME=TRANSPORT[;home=FOLDER][;JVM OPTION]…}. */
    static final class Parser implements ITypeConverter<Variant> {
        private final Path launcher;

        Parser(Path launcher) {
            this.launcher = launcher;
        }

        @Override
        public Variant convert(String text) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw new TypeConversionException(
                        "a variant is NAME=TRANSPORT[;home=FOLDER][;JVM OPTION]…, not " + text);
            }
            String[] parts = text.substring(equals + 1).split(";", -1);
            Path chosen = launcher;
            List<String> options = new ArrayList<>(List.of(option(parts[0])));
            for (String part : List.of(parts).subList(1, parts.length)) {
                if (part.startsWith("home=")) {
                    chosen = Path.of(part.substring("home=".length()))
                            .resolve("crossfade")
                            .toAbsolutePath();
                } else {
                    options.add(part);
                }
            }
            return new Variant("crossfade " + text.substring(0, equals), chosen, List.copyOf(options));
        }
    }
}
