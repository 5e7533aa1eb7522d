/**
 * Changes of the schema: migration files that change no column into another one, each carried out in the form that does not
 * block.
 *
 * <pre>
 *   {@link dev.crossfade.admin.config.ChangeSpec} ─► Kinds ─► {@link dev.crossfade.admin.engine.change.Kind}: findings before it starts, and its
 *     {@link dev.crossfade.admin.engine.change.ChangeStep}s ◄─ one after the other, or back ─ {@link dev.crossfade.admin.engine.change.ChangeRunner}
 *                    │                                   ▲
 *                    └─ {@link dev.crossfade.admin.engine.change.Work}: DDL, statements that take long  └─ {@link dev.crossfade.admin.engine.change.ChangeVerbs}: start, advance, abort …
 * </pre>
 *
 * <p>A further kind is a record in {@link dev.crossfade.admin.config.SchemaChange} with its key in {@code
 * SchemaChangeReader} and the JSON Schema, a {@link dev.crossfade.admin.engine.change.Kind}, and a line in {@code Kinds}; nothing else
 * knows kinds. Its steps have fixed words, by which the database (table {@code crossfade.change}) remembers where it stands;
 * the {@code memo} is theirs for what they have to remember themselves, such as a tool's leftovers. A step runs on the change's own
 * thread; it asks {@link dev.crossfade.admin.engine.Control#proceed} between pieces of work (that is where pause and abort reach
 * it; {@link dev.crossfade.admin.engine.Control#isStopped} tells whoever watches a process; a pause of what cannot rest is refused), and says there how far it is and
 * what it waits for. It is run again after a crash anywhere, and undone by abort and rollback.
 *
 * <p>The steps' DDL commits together with the record that they are done; what cannot be in a transaction is asked of the
 * catalog. Threads: one a change while it works, a second one that watches a long statement; calls of the API are quick.
 */
@NullMarked
package dev.crossfade.admin.engine.change;

import org.jspecify.annotations.NullMarked;
