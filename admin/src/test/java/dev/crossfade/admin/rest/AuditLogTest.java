package dev.crossfade.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    @TempDir
    private Path folder;

    private static AuditEntry entry(String key) {
        return new AuditEntry(
                0, "2026-01-01T00:00:00Z", "token", "127.0.0.1", "flag.set", key, "off", "on", "done", null, 1, null);
    }

    /** A channel that an interrupted thread uses is closed: nothing would be written down ever after. */
    @Test
    void whoIsInterruptedWritesAllTheSameAndSoDoTheNext() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        try (AuditLog log = AuditLog.open(file)) {
            log.add(entry("a"));
            Thread.currentThread().interrupt();
            log.add(entry("b"));
            assertThat(Thread.interrupted()).as("and is interrupted afterwards").isTrue();
            log.add(entry("c"));
        }
        try (AuditLog again = AuditLog.open(file)) {
            assertThat(again.newest(null, 10)).extracting(AuditEntry::key).containsExactly("c", "b", "a");
        }
    }

    /** One that was written half is ended, and written again. */
    @Test
    void whatIsCompletedAfterAnInterruptTakesThePlaceOfTheFirst() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        try (AuditLog log = AuditLog.open(file)) {
            AuditEntry first = log.add(entry("a"));
            Thread.currentThread().interrupt();
            log.complete(first.tookEffectAfter(1.5));
            assertThat(Thread.interrupted()).isTrue();
        }
        try (AuditLog again = AuditLog.open(file)) {
            assertThat(again.newest(null, 10))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.flipToEffectMillis()).isEqualTo(1.5));
        }
    }
}
