package dev.crossfade.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power cut may leave of the flag file, and what is there again afterwards. */
class FlagFileTest {
    @TempDir
    Path folder;

    private Path path;
    private Path journal;

    @BeforeEach
    void written() throws IOException {
        path = folder.resolve("flags.json");
        journal = folder.resolve("flags.json.journal");
        Files.writeString(path, "zero");
    }

    /** Writes without settling, as if the machine stopped right after the last one. */
    private void write(String... contents) throws IOException {
        FlagFile file = new FlagFile(path);
        for (String content : contents) {
            file.write(content.getBytes(StandardCharsets.UTF_8));
            file.put();
        }
    }

    private String opened() throws IOException {
        try (FlagFile file = new FlagFile(path)) {
            byte[] content = file.read();
            return content == null ? "gone" : new String(content, StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsWrittenButNotPutIsReadAndSurvives() throws IOException {
        FlagFile file = new FlagFile(path);
        file.write("one".getBytes(StandardCharsets.UTF_8));
        assertThat(path).hasContent("zero");
        assertThat(file.read()).asString(StandardCharsets.UTF_8).isEqualTo("one");
        file.write("two".getBytes(StandardCharsets.UTF_8));
        assertThat(opened()).isEqualTo("two");
        assertThat(path).hasContent("two");
    }

    @Test
    void settlingPutsWhatWasWritten() throws IOException {
        try (FlagFile file = new FlagFile(path)) {
            file.write("one".getBytes(StandardCharsets.UTF_8));
            file.settle();
            assertThat(path).hasContent("one");
        }
        assertThat(opened()).isEqualTo("one");
    }

    @Test
    void whatIsPutIsInTheFile() throws IOException {
        write("one");
        assertThat(path).hasContent("one");
        assertThat(opened()).isEqualTo("one");
    }

    @Test
    void aRenameThatDidNotReachTheDiskIsDoneAgain() throws IOException {
        write("one");
        Files.writeString(path, "zero");
        assertThat(opened()).isEqualTo("one");
    }

    @Test
    void theLastOfSeveralIsBackWhicheverOfThemWasOnDisk() throws IOException {
        for (String left : new String[] {"zero", "one", "two"}) {
            Files.writeString(path, "zero");
            write("one", "two", "three");
            Files.writeString(path, left);
            assertThat(opened()).as("left: %s", left).isEqualTo("three");
        }
    }

    @Test
    void contentThatDidNotReachTheDiskIsWrittenAgain() throws IOException {
        write("one and more");
        Files.writeString(path, "");
        assertThat(opened()).isEqualTo("one and more");
        write("two and more");
        Files.writeString(path, "two a");
        assertThat(opened()).isEqualTo("two and more");
        write("three");
        Files.delete(path);
        assertThat(opened()).isEqualTo("three");
    }

    @Test
    void aTornRecordLeavesTheOneBefore() throws IOException {
        write("one", "two");
        Files.writeString(path, "zero");
        tear(newestSlot());
        assertThat(opened()).isEqualTo("one");
    }

    @Test
    void whatAPersonWroteStays() throws IOException {
        write("one");
        Files.writeString(path, "by hand");
        assertThat(opened()).isEqualTo("by hand");
    }

    @Test
    void onceSettledAnOlderContentIsAPersonsWish() throws IOException {
        try (FlagFile file = new FlagFile(path)) {
            file.write("one".getBytes(StandardCharsets.UTF_8));
            file.settle();
        }
        Files.writeString(path, "zero");
        assertThat(opened()).isEqualTo("zero");
    }

    @Test
    void contentTooLongForTheJournalIsSyncedAtOnce() throws IOException {
        String large = "x".repeat(FlagJournal.SLOT_BYTES);
        write("one", large);
        assertThat(path).hasContent(large);
        assertThat(opened()).isEqualTo(large);
    }

    /** The slot with the higher sequence number, which stands 16 bytes into it. */
    private int newestSlot() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(journal));
        return bytes.getLong(16) > bytes.getLong(FlagJournal.SLOT_BYTES + 16) ? 0 : 1;
    }

    private void tear(int slot) throws IOException {
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {99}), (long) slot * FlagJournal.SLOT_BYTES + 40);
        }
    }

    @Test
    void whoIsInterruptedWritesAllTheSame() throws IOException {
        try (FlagFile file = new FlagFile(path)) {
            Thread.currentThread().interrupt();
            file.write("one".getBytes(StandardCharsets.UTF_8));
            file.settle();
            assertThat(file.read()).asString(StandardCharsets.UTF_8).isEqualTo("one");
            assertThat(Thread.interrupted()).as("and is interrupted afterwards").isTrue();
            assertThat(path).hasContent("one");
            file.write("two".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(path).hasContent("two");
        assertThat(opened()).isEqualTo("two");
    }

    @Test
    void anInterruptInTheMiddleOfAWriteIsNoFailure() throws Exception {
        Thread writer = Thread.currentThread();
        AtomicBoolean done = new AtomicBoolean();
        Thread interrupting = new Thread(() -> {
            // an end to it: where syncing takes longer than the pause, nothing would ever be written
            for (int i = 0; i < 1_000 && !done.get(); i++) {
                writer.interrupt();
                LockSupport.parkNanos(20_000);
            }
        });
        interrupting.start();
        try (FlagFile file = new FlagFile(path)) {
            for (int i = 0; i < 200; i++) {
                file.write(("content " + i).getBytes(StandardCharsets.UTF_8));
                if (i % 3 == 0) {
                    file.settle();
                }
            }
        } finally {
            done.set(true);
            boolean joined = false;
            while (!joined) {
                try {
                    interrupting.join();
                    joined = true;
                } catch (InterruptedException e) {
                    assertThat(done).isTrue();
                }
            }
            Thread.interrupted();
        }
        assertThat(path).hasContent("content 199");
        assertThat(opened()).isEqualTo("content 199");
    }
}
