package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.config.ChangeSpec;
import dev.crossfade.admin.config.SchemaChange;

/** Which kind carries out what a file asks for: the place where another one is plugged in. */
final class Kinds {
    private Kinds() {}

    static Kind of(ChangeSpec spec, ChangeContext context) {
        SchemaChange change = spec.change();
        if (change instanceof SchemaChange.NotNull notNull) {
            return new NotNullKind(spec.name(), notNull.column());
        }
        if (change instanceof SchemaChange.Check check) {
            return new CheckKind(check);
        }
        if (change instanceof SchemaChange.ForeignKey key) {
            return new ForeignKeyKind(key);
        }
        if (change instanceof SchemaChange.Unique unique) {
            return new UniqueKind(unique);
        }
        if (change instanceof SchemaChange.CreateIndex index) {
            return new CreateIndexKind(index);
        }
        if (change instanceof SchemaChange.DropIndex index) {
            return new DropIndexKind(index.name());
        }
        if (change instanceof SchemaChange.DropColumn drop) {
            return new DropColumnKind(spec, drop.column());
        }
        if (change instanceof SchemaChange.Rewrite rewrite) {
            return new RewriteKind(spec, rewrite, context);
        }
        throw new IllegalArgumentException("no kind carries out " + change.form());
    }
}
