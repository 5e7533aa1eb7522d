package dev.crossfade.admin.config;

import dev.crossfade.admin.tool.ChangeTool;
import dev.crossfade.flags.TableName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a migration file changes in the schema of its table. Names are as the catalog stores them. */
public sealed interface SchemaChange {
    /** The key of the file. */
    String form();

    /** What databases hold of it once it was started: never another text for what was written before. */
    String stored();

    /** The column takes no NULL any more. */
    record NotNull(String column) implements SchemaChange {
        @Override
        public String form() {
            return "notNull";
        }

        @Override
        public String stored() {
            return "NotNull[column=" + column + "]";
        }
    }

    /** @param expression a boolean SQL expression over the table's columns */
    record Check(String name, String expression) implements SchemaChange {
        @Override
        public String form() {
            return "check";
        }

        @Override
        public String stored() {
            return "Check[name=" + name + ", expression=" + expression + "]";
        }
    }

    /**
     * @param referenced columns of {@code references}, as many as {@code columns}
     * @param onDelete and onUpdate in SQL, such as {@code CASCADE}; null for NO ACTION
     */
    record ForeignKey(
            String name,
            List<String> columns,
            TableName references,
            List<String> referenced,
            @Nullable String onDelete,
            @Nullable String onUpdate)
            implements SchemaChange {
        public ForeignKey {
            columns = List.copyOf(columns);
            referenced = List.copyOf(referenced);
        }

        @Override
        public String form() {
            return "foreignKey";
        }

        @Override
        public String stored() {
            return "ForeignKey[name=" + name + ", columns=" + columns + ", references=" + references + ", referenced="
                    + referenced + ", onDelete=" + onDelete + ", onUpdate=" + onUpdate + "]";
        }
    }

    /** No two rows have the same values, NULL aside. */
    record Unique(String name, List<String> columns) implements SchemaChange {
        public Unique {
            columns = List.copyOf(columns);
        }

        @Override
        public String form() {
            return "unique";
        }

        @Override
        public String stored() {
            return "Unique[name=" + name + ", columns=" + columns + "]";
        }
    }

    /** @param definition what CREATE INDEX says after the table's name */
    record CreateIndex(String name, boolean unique, String definition) implements SchemaChange {
        @Override
        public String form() {
            return "createIndex";
        }

        @Override
        public String stored() {
            return "CreateIndex[name=" + name + ", unique=" + unique + ", definition=" + definition + "]";
        }
    }

    /** @param name of an index in the table's schema */
    record DropIndex(String name) implements SchemaChange {
        @Override
        public String form() {
            return "dropIndex";
        }

        @Override
        public String stored() {
            return "DropIndex[name=" + name + "]";
        }
    }

    /** The column and all its values go. */
    record DropColumn(String column) implements SchemaChange {
        @Override
        public String form() {
            return "dropColumn";
        }

        @Override
        public String stored() {
            return "DropColumn[column=" + column + "]";
        }
    }

    /**
     * The whole table is written anew, by a program.
     *
     * @param options as the program's manual names them, without dashes
     */
    record Rewrite(ChangeTool tool, Map<String, String> options) implements SchemaChange {
        public Rewrite {
            options = Map.copyOf(options);
        }

        @Override
        public String form() {
            return "rewrite";
        }

        @Override
        public String stored() {
            return "Rewrite[tool=" + tool.program() + ", options=" + new TreeMap<>(options) + "]";
        }
    }
}
