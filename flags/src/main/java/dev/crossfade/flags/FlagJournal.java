package dev.crossfade.flags;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What the flag file is about to become, kept beside it: a rollback must not wait for the file system's own journal, which
 * a busy database on the same disk keeps busy. Records are written over blocks that are there already, so that making one
 * durable is a single {@code fdatasync} of data, without metadata. The file itself is synced a little later ({@link
 * FlagFile#settle}); until then, after a power cut, {@link #restore} tells what it should hold.
 *
 * <p>Two slots take turns, so that a record torn by a power cut leaves the one before it whole. A record names, by SHA-256,
 * every content the file may still hold on disk: anything else was put there by a person, and is left alone.
 *
 * <p>Not thread-safe; {@link FlagFile} guards it.
 */
final class FlagJournal implements AutoCloseable {
    /** A record longer than this is not taken: the file is then synced at once. */
    static final int SLOT_BYTES = 256 * 1024;

    private static final int SLOTS = 2;
    private static final int HASH_BYTES = 32;
    /** Contents that may be on disk before the file has to be synced at once. */
    private static final int MAX_PREDECESSORS = 64;

    private static final long MAGIC = 0x6372_6f73_7366_6a31L; // "crossfj1"
    private static final int HEADER_BYTES = Long.BYTES + Long.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

    private final Path file;
    private FileChannel channel;
    private final List<byte[]> predecessors = new ArrayList<>();
    private final @Nullable Entry last;
    private long sequence;

    @SuppressWarnings("ArrayRecordComponent") // never compared, never seen outside
    private record Entry(long sequence, List<byte[]> predecessors, byte[] content) {}

    /**
     * @throws IOException when the file cannot be made or read
     */
    FlagJournal(Path file) throws IOException {
        this.file = file;
        channel = open();
        try {
            if (channel.size() < (long) SLOTS * SLOT_BYTES) {
                fully(ByteBuffer.allocate(SLOTS * SLOT_BYTES), 0);
                channel.force(true);
            }
            Entry newest = null;
            for (int slot = 0; slot < SLOTS; slot++) {
                Entry entry = read(slot);
                if (entry != null && (newest == null || entry.sequence > newest.sequence)) {
                    newest = entry;
                }
            }
            last = newest;
            sequence = newest == null ? 0 : newest.sequence;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /**
     * What the flag file should hold, when {@code current} is what a power cut left of it; null when it is as it should be.
     *
     * @param current null when there is no file
     */
    byte @Nullable [] restore(byte @Nullable [] current) {
        Entry entry = last;
        if (entry == null || entry.content.length == 0) {
            return null;
        }
        boolean stale = current == null
                || (current.length < entry.content.length && isPrefix(current, entry.content))
                || entry.predecessors.stream().anyMatch(hash -> Arrays.equals(hash, hash(current)));
        return stale ? entry.content : null;
    }

    private static boolean isPrefix(byte[] start, byte[] whole) {
        return Arrays.equals(start, 0, start.length, whole, 0, start.length);
    }

    /**
     * Makes durable that the file is to hold {@code after}.
     *
     * @param before what it holds now
     * @return false when it does not fit: nothing was written
     */
    boolean append(byte @Nullable [] before, byte[] after) throws IOException {
        if (before != null) {
            predecessors.add(hash(before));
        }
        int length = HEADER_BYTES + predecessors.size() * HASH_BYTES + after.length;
        if (length > SLOT_BYTES || predecessors.size() > MAX_PREDECESSORS) {
            return false;
        }
        write(new Entry(++sequence, List.copyOf(predecessors), after), length);
        return true;
    }

    /** The file is on disk as it should be: nothing is to be restored from now on. */
    void settled() throws IOException {
        predecessors.clear();
        write(new Entry(++sequence, List.of(), new byte[0]), HEADER_BYTES);
    }

    private void write(Entry entry, int length) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(length);
        record.putLong(MAGIC).putLong(0).putLong(entry.sequence);
        record.putInt(entry.predecessors.size()).putInt(entry.content.length);
        entry.predecessors.forEach(record::put);
        record.put(entry.content);
        record.putLong(Long.BYTES, checksum(record.array(), length));
        record.flip();
        Uninterrupted.run(() -> {
            if (!channel.isOpen()) { // by an interrupt
                channel = open();
            }
            fully(record.duplicate(), entry.sequence % SLOTS * SLOT_BYTES);
            channel.force(false);
        });
    }

    private void fully(ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }

    private @Nullable Entry read(int slot) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(SLOT_BYTES);
        long from = (long) slot * SLOT_BYTES;
        while (record.hasRemaining() && channel.read(record, from + record.position()) >= 0) {
            // until the slot is there
        }
        record.flip();
        if (record.remaining() < HEADER_BYTES || record.getLong() != MAGIC) {
            return null;
        }
        long checksum = record.getLong();
        long number = record.getLong();
        int hashes = record.getInt();
        int contentLength = record.getInt();
        long length = HEADER_BYTES + (long) hashes * HASH_BYTES + contentLength;
        if (hashes < 0 || hashes > MAX_PREDECESSORS || contentLength < 0 || length > record.limit()) {
            return null;
        }
        if (checksum(record.array(), (int) length) != checksum) {
            return null;
        }
        List<byte[]> found = new ArrayList<>();
        for (int i = 0; i < hashes; i++) {
            byte[] hash = new byte[HASH_BYTES];
            record.get(hash);
            found.add(hash);
        }
        byte[] content = new byte[contentLength];
        record.get(content);
        return new Entry(number, found, content);
    }

    /** Of a record without its checksum field. */
    private static long checksum(byte[] record, int length) {
        CRC32 crc = new CRC32();
        crc.update(record, 2 * Long.BYTES, length - 2 * Long.BYTES);
        return crc.getValue();
    }

    private static byte[] hash(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
