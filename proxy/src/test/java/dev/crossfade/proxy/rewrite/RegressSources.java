package dev.crossfade.proxy.rewrite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds PostgreSQL's regression scripts: {@code -Dcrossfade.regress.folder} names the folder {@code src/test/regress} of a
 * source tree of PostgreSQL 15. Without, Debian's source package is fetched into {@code target/}, by the machine's own
 * package configuration.
 */
final class RegressSources {
    private static final int FETCH_MINUTES = 10;

    private RegressSources() {}

    static Path folder() throws IOException, InterruptedException {
        String given = System.getProperty("crossfade.regress.folder", "");
        if (!given.isEmpty()) {
            return Path.of(given).toAbsolutePath();
        }
        Path work = Path.of("target", "postgresql-source").toAbsolutePath();
        Files.createDirectories(work);
        Path found = find(work);
        if (found == null) {
            fetch(work);
            found = find(work);
        }
        if (found == null) {
            throw new IllegalStateException("no PostgreSQL 15 sources in " + work
                    + ": unpack them anywhere and give -Dcrossfade.regress.folder=…/src/test/regress");
        }
        return found;
    }

    private static Path find(Path work) throws IOException {
        try (Stream<Path> folders = Files.list(work)) {
            return folders.map(f -> f.resolve("src/test/regress"))
                    .filter(f -> Files.isDirectory(f.resolve("sql")))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** The machine's package sources, asked for source packages, in folders of our own. */
    private static void fetch(Path work) throws IOException, InterruptedException {
        String script = """
                set -e
                mkdir -p parts lists/partial cache/archives/partial
                for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
                  [ -f "$f" ] && sed -n 's/^deb /deb-src /p' "$f" > "parts/$(basename "$f" .list).list"; done
                for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.sources; do
                  [ -f "$f" ] && grep -q '^Types:' "$f" && sed 's/^Types:.*/Types: deb-src/' "$f" > "parts/$(basename "$f" .sources).sources"; done
                o="-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts=$PWD/parts -o Dir::State::lists=$PWD/lists -o Dir::Cache=$PWD/cache"
                apt-get -qq $o update
                for v in $(apt-cache $o showsrc postgresql-15 | awk '/^Version/ {print $2}'); do
                  apt-get -qq $o source --download-only "postgresql-15=$v" && break; done
                tar xjf postgresql-15_*.orig.tar.bz2 --wildcards '*/src/test/regress/sql/*' '*/src/test/regress/data/*' \\
                  '*/src/test/regress/parallel_schedule'
                """;
        Process process = new ProcessBuilder(List.of("sh", "-c", script))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("fetch.log").toFile())
                .start();
        if (!process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
    }
}
