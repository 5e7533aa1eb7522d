package dev.crossfade.flags;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flag definitions in use: read from the file, changed in the file. Changed only under the lock of
 * {@link FileFlagControl}; {@link #document} may be called by anybody.
 */
final class FlagStore {
    private static final byte[] MISSING = {};
    private static final Logger log = LoggerFactory.getLogger(FlagStore.class);

    private final FlagFile file;
    private final FlagReader reader;
    private final Collection<ManagedMigration> migrations;
    private volatile FlagDocument document;
    /** The file's content as it was last read and taken. */
    private byte[] onDisk;
    /** Content that was reported as bad. */
    private byte @Nullable [] rejected;
    /** Content that was bad at the last poll; perhaps somebody was only half-way through writing it. */
    private byte @Nullable [] suspect;

    /** @param migrations a view of those that are registered */
    FlagStore(FlagFile file, FlagDocument document, FlagReader reader, Collection<ManagedMigration> migrations) {
        this.file = file;
        this.document = document;
        this.onDisk = document.utf8();
        this.reader = reader;
        this.migrations = migrations;
    }

    FlagDocument document() {
        return document;
    }

    /**
     * Reads one more of the changes that are likely to be asked for next, a step of a stage either way, so that no
     * evaluation stands between the wish and its effect.
     *
     * @return whether there was one that had not been read
     */
    boolean readAhead() {
        for (ManagedMigration managed : migrations) {
            FlagDefinition flag = document.flag(managed.migration.stageFlag());
            if (flag == null || !flag.enabled()) {
                continue;
            }
            for (Stage next : neighbours(managed.requested)) {
                Optional<String> variant = FlagChange.findVariantOf(flag, next);
                if (variant.isPresent() && reader.readAhead(document, flag.key(), flag.with(variant.get(), null))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Stage> neighbours(Stage stage) {
        List<Stage> neighbours = new ArrayList<>(2);
        if (stage != Stage.OFF) {
            neighbours.add(stage.previous());
        }
        if (stage != Stage.COMPLETE) {
            neighbours.add(stage.next());
        }
        return neighbours;
    }

    /** A flag; one of a registered migration also when somebody took it out of the file. */
    FlagDefinition definition(String key) {
        FlagDefinition flag = document.flag(key);
        if (flag != null) {
            return flag;
        }
        return migrations.stream()
                .filter(m -> m.migration.stageFlag().equals(key)
                        || m.migration.speaksFlag().equals(key))
                .map(m -> new FlagDefinition(key, newFlag(m, key)))
                .findFirst()
                .orElseThrow(() -> new CrossfadeException(
                        Problem.UNKNOWN_FLAG, "there is no flag " + key, "GET /v1/flags lists them"));
    }

    /** Adds the flags of a migration that are not there, at their last good values; writes the file if there are any. */
    void addFlagsOf(ManagedMigration managed) {
        FlagDocument result = document;
        for (String key : List.of(managed.migration.stageFlag(), managed.migration.speaksFlag())) {
            if (result.flag(key) == null) {
                result = result.with(key, newFlag(managed, key));
            }
        }
        FlagReader.Reading reading = reader.read(result, migrations);
        if (result == document) {
            reading.install();
        } else {
            write(reading);
        }
    }

    /** The definition of a migration's flag that is not in the file, at its last good value. */
    private static ObjectNode newFlag(ManagedMigration managed, String key) {
        return key.equals(managed.migration.stageFlag())
                ? FlagDefinition.json(Stage.variants(), managed.requested.variant())
                : FlagDefinition.json(Side.variants(), managed.speaks.variant());
    }

    /**
     * What holds once {@code key} is defined by {@code json}. Changes nothing yet.
     *
     * @throws CrossfadeException INVALID_REQUEST when the definition cannot be evaluated
     */
    FlagReader.Reading reading(String key, ObjectNode json) {
        FlagDefinition flag = new FlagDefinition(key, json);
        if (!flag.enabled()) {
            throw FlagChange.invalid(
                    "flag " + key + " is disabled, so that its value has no effect",
                    "set its state to ENABLED in the flag file");
        }
        FlagDefinition present = document.flag(key);
        FlagDocument changed = present != null && present.json().equals(json) ? document : document.with(key, json);
        return reader.readChanged(changed, migrations);
    }

    /** Whether writing the reading would change anything. */
    boolean changes(FlagReader.Reading reading) {
        return !reading.document().text().equals(document.text());
    }

    /** Makes a reading durable and takes it. The caller publishes. */
    void write(FlagReader.Reading reading) {
        keepRejected();
        byte[] content = reading.document().utf8();
        file.write(content);
        take(reading, content);
    }

    private void keepRejected() {
        if (rejected == null || rejected.length == 0) {
            return;
        }
        try {
            log.warn("flag file {} is overwritten; what it held is kept in {}", file.name(), file.keepRejected());
        } catch (IOException e) {
            throw new CrossfadeException(
                    Problem.INTERNAL,
                    "flag file " + file.name() + " cannot be read and could not be copied aside: " + e,
                    "correct the file, or remove it",
                    e);
        }
    }

    private void take(FlagReader.Reading reading, byte[] content) {
        document = reading.document();
        onDisk = content;
        rejected = null;
        suspect = null;
        reading.install();
    }

    /**
     * Takes the file as it is, if it was changed by hand and is good; else reports it.
     *
     * @param now do not wait for the next call to see whether it is still being written
     * @return whether it was taken, and a snapshot should be published
     */
    boolean takeFile(boolean now) {
        byte[] content;
        try {
            byte[] read = file.read();
            content = read == null ? MISSING : read;
        } catch (IOException e) {
            content = MISSING;
        }
        if (Arrays.equals(content, onDisk)) {
            rejected = null;
            return false;
        }
        if (Arrays.equals(content, rejected)) {
            return false;
        }
        FlagReader.Reading reading;
        try {
            if (content == MISSING) {
                throw new CrossfadeException(Problem.INVALID_REQUEST, file.name() + " is gone or unreadable", null);
            }
            reading = reader.read(FlagDocument.parse(content, file.name()), migrations);
        } catch (CrossfadeException e) {
            if (now || Arrays.equals(content, suspect)) {
                rejected = content;
                log.warn("the last good flags stay: {}", e.getMessage());
            }
            suspect = content;
            return false;
        }
        log.info("flag file {} was changed by hand", file.name());
        take(reading, content);
        return true;
    }
}
