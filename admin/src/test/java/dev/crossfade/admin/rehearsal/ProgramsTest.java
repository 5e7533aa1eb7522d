package dev.crossfade.admin.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of a machine's programs are used, and what is said when they are not there; programs that only know their version. */
class ProgramsTest {
    @TempDir
    Path folder;

    private Path having(String name, int major, String... programs) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(name));
        for (String program : programs) {
            Path file = Files.writeString(
                    bin.resolve(program), "#!/bin/sh\necho '" + program + " (PostgreSQL) " + major + ".3 (Test)'\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return bin;
    }

    @Test
    void takesTheServerOfTheSameVersionAndADumpThatIsNewEnough() throws Exception {
        having("other", 13, "postgres", "initdb", "pg_dump", "pg_restore");
        Path bin = having("all", 15, "postgres", "initdb", "pg_dump", "pg_restore");
        assertThat(Programs.find(bin, 15, false, null))
                .isEqualTo(new Programs(bin, 15, bin.resolve("pg_dump"), bin.resolve("pg_restore")));
    }

    @Test
    void saysWhereItLookedForAServer() throws Exception {
        Path bin = having("client", 15, "pg_dump", "pg_restore");
        assertThatThrownBy(() -> Programs.find(bin, 15, false, null))
                .isInstanceOf(RehearsalException.class)
                .hasMessageContaining("initdb, postgres")
                .hasMessageContaining("not in " + bin);
    }

    @Test
    void refusesAnotherVersionUnlessItIsAccepted() throws Exception {
        Path bin = having("newer", 17, "postgres", "initdb", "pg_dump", "pg_restore");
        assertThatThrownBy(() -> Programs.find(bin, 15, false, null))
                .hasMessage("the database is PostgreSQL 15, and the server programs on this machine are of 17 (" + bin
                        + ")");
        assertThat(Programs.find(bin, 15, true, null).major()).isEqualTo(17);
    }

    @Test
    void saysThatPgDumpIsMissingOrTooOld() throws Exception {
        Path without = having("server", 15, "postgres", "initdb");
        Path older = having("older", 15, "postgres", "initdb");
        having("older", 14, "pg_dump", "pg_restore");
        for (Path bin : List.of(without, older)) {
            assertThatThrownBy(() -> Programs.find(bin, 15, false, null))
                    .hasMessageContaining("pg_dump and pg_restore of version 15 or newer");
        }
    }
}
