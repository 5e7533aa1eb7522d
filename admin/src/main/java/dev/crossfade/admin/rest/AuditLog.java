package dev.crossfade.admin.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.crossfade.flags.Uninterrupted;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what: a file of JSON lines that only grows, and its newest entries in memory. A line with the number of an
 * earlier one replaces it (an entry learns later when it took effect). Entries are synced to disk before the caller's
 * answer. If the file cannot be written the change stands all the same, since it has happened: the log says so.
 */
final class AuditLog implements AutoCloseable {
    static final int MAX_ENTRIES_IN_MEMORY = 10_000;
    static final int MAX_BYTES_READ_AT_START = 8 * 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final Path file;
    private FileChannel channel; // guarded by this
    private boolean closed; // guarded by this
    private final NavigableMap<Long, AuditEntry> entries;

    private AuditLog(Path file, FileChannel channel, NavigableMap<Long, AuditEntry> entries) {
        this.file = file;
        this.channel = channel;
        this.entries = entries;
    }

    /** Opens or creates the file and reads its newest entries. */
    static AuditLog open(Path file) throws IOException {
        NavigableMap<Long, AuditEntry> entries = new TreeMap<>();
        boolean torn = false;
        if (file.toFile().exists()) {
            String tail = tail(file);
            torn = !tail.isEmpty() && !tail.endsWith("\n");
            tail.lines().forEach(line -> remember(entries, line));
        }
        FileChannel channel = open(file, torn); // a crash cut the last line short
        return new AuditLog(file, channel, entries);
    }

    /** @param torn whether the last line may have no end: it gets one, so that the next one stands alone */
    private static FileChannel open(Path file, boolean torn) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try {
            if (torn) {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String tail(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long skipped = Math.max(0, in.length() - MAX_BYTES_READ_AT_START);
            in.seek(skipped);
            byte[] bytes = new byte[(int) (in.length() - skipped)];
            in.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return skipped == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }

    private static void remember(NavigableMap<Long, AuditEntry> entries, String line) {
        if (line.isBlank()) {
            return;
        }
        try {
            AuditEntry entry = Json.MAPPER.readValue(line, AuditEntry.class);
            remember(entries, entry);
        } catch (JsonProcessingException e) {
            LOG.warn("the audit log holds a line that is no entry; it is left out");
        }
    }

    private static void remember(NavigableMap<Long, AuditEntry> entries, AuditEntry entry) {
        entries.put(entry.id(), entry);
        if (entries.size() > MAX_ENTRIES_IN_MEMORY) {
            entries.pollFirstEntry();
        }
    }

    /** Adds an entry, and answers it with its number. */
    synchronized AuditEntry add(AuditEntry entry) {
        AuditEntry numbered = entry.numbered(entries.isEmpty() ? 1 : entries.lastKey() + 1);
        remember(entries, numbered);
        write(numbered, true);
        return numbered;
    }

    /** Replaces an entry by one that knows more. Not synced: losing it loses a measurement, not a change. */
    synchronized void complete(AuditEntry entry) {
        if (entries.containsKey(entry.id())) {
            entries.put(entry.id(), entry);
        }
        write(entry, false);
    }

    private void write(AuditEntry entry, boolean sync) {
        try {
            byte[] json = Json.bytes(entry);
            ByteBuffer line = ByteBuffer.allocate(json.length + 1)
                    .put(json)
                    .put((byte) '\n')
                    .flip();
            Uninterrupted.run(() -> {
                if (!channel.isOpen() && !closed) { // by an interrupt, perhaps in the middle of a line
                    channel = open(file, true);
                }
                ByteBuffer rest = line.duplicate();
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                if (sync) {
                    channel.force(false);
                }
            });
        } catch (IOException e) {
            LOG.error("audit entry {} could not be written ({}): {}", entry.id(), e.getMessage(), entry);
        }
    }

    /** The newest entries first, only those about {@code key} unless it is null. */
    synchronized List<AuditEntry> newest(@Nullable String key, int limit) {
        List<AuditEntry> found = new ArrayList<>();
        for (AuditEntry entry : entries.descendingMap().values()) {
            if (found.size() == limit) {
                break;
            }
            if (key == null || entry.isAbout(key)) {
                found.add(entry);
            }
        }
        return Collections.unmodifiableList(found);
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("closing the audit log: {}", e.getMessage());
        }
    }
}
