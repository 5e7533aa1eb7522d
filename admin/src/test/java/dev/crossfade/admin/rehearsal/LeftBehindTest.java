package dev.crossfade.admin.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folders of throwaway servers are nobody's any more. */
class LeftBehindTest {
    private static final long NOBODY = 99_999_999L; // beyond Linux's largest process id

    @TempDir
    Path folder;

    @Test
    void listsThoseWhoseCrossfadeIsGoneWithTheCommandThatRemovesThem() throws Exception {
        Path left = Files.createDirectory(folder.resolve(ThrowawayServer.PREFIX + NOBODY + "-123"));
        Files.createDirectory(
                folder.resolve(ThrowawayServer.PREFIX + ProcessHandle.current().pid() + "-456"));
        Files.createDirectory(folder.resolve(ThrowawayServer.PREFIX + "of-somebody-else"));
        assertThat(LeftBehind.in(folder)).containsExactly(new LeftBehind.Left(left, "rm -rf " + left));
    }

    @Test
    void itsServerIsStoppedFirstWhereThereIsOne() throws Exception {
        Path left = Files.createDirectory(folder.resolve(ThrowawayServer.PREFIX + NOBODY + "-123"));
        Files.createDirectory(left.resolve("data"));
        long running = ProcessHandle.current().pid();
        Files.writeString(left.resolve("data").resolve("postmaster.pid"), running + "\n/somewhere\n");
        assertThat(LeftBehind.in(folder))
                .containsExactly(new LeftBehind.Left(left, "kill -QUIT " + running + "; rm -rf " + left));
    }

    @Test
    void aFolderThatIsNotThereHasNone() {
        assertThat(LeftBehind.in(folder.resolve("nowhere"))).isEmpty();
    }
}
