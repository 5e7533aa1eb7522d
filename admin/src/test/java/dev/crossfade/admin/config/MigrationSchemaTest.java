package dev.crossfade.admin.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the schema says of a file, and what Crossfade says of it, is the same, wherever the file alone decides. */
class MigrationSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPLIT = MigrationFileTest.SPLIT + "advance: manual\n";
    private static final String RETYPE = MigrationFileTest.RETYPE;
    private static final String RENAME = """
            name: a
            database: shop
            table: crm."Odd.Name"
            rename: {column: fullname, to: full_name}
            """;

    @TempDir
    Path folder;

    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(MigrationSchema.text());

    @BeforeEach
    void configuration() throws IOException {
        Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(folder.resolve("crossfade.yaml"), """
                databases:
                  shop:
                    listen: 127.0.0.1:0
                    backends: {blue: {host: localhost, port: 5432, database: shop, user: crossfade, password: b}}
                migrations: migrations/
                """);
    }

    static Stream<String> files() {
        return Stream.of(
                SPLIT,
                RETYPE,
                RENAME,
                RETYPE.replace("bigint}", "bigint, as: big_id}"),
                RETYPE + "soak: 0s\n",
                RETYPE + "guard: repair\n",
                RETYPE + "guard: observe\n",
                RETYPE + "guard: always\n",
                RETYPE + "unrewritable: pass\n",
                RETYPE + "advance: auto\n",
                RETYPE + "advance: always\n",
                RETYPE + "soak: soon\n",
                RETYPE + "soak: 5\n",
                RETYPE + "sok: 5d\n",
                RETYPE + "backfill: {batchTarget: 100}\n",
                RETYPE + "backfill: {maxReplicaLag: 2s}\n",
                RETYPE + "backfill: {maxClientP99: 50ms, maxActiveSessions: 25}\n",
                RETYPE + "backfill: {maxClientP99: 50}\n",
                RETYPE + "backfill: {maxActiveSessions: 0}\n",
                RETYPE + "backfill: {workers: 0}\n",
                RETYPE + "backfill: {workers: 9}\n",
                RETYPE + "shadow: {values: show}\n",
                RETYPE + "shadow: {values: some}\n",
                RETYPE + "shadow: on\n",
                RETYPE + "rollback: {mismatches: 0, deadLetters: 2, errorRate: 0.5%, p99: 1.5x, window: 30s}\n",
                RETYPE + "rollback: {p99: 50ms, minStatements: 10}\n",
                RETYPE + "rollback: {window: 30s}\n",
                RETYPE + "rollback: {mismatches: -1}\n",
                RETYPE + "rollback: {mismatches: few}\n",
                RETYPE + "rollback: {errorRate: 1}\n",
                RETYPE + "rollback: {p99: 50}\n",
                RETYPE + "rollback: {p99: fast}\n",
                RETYPE + "rollback: {mismatches: 0, minStatements: 0}\n",
                RETYPE + "rollback: {mismatches: 0, windw: 30s}\n",
                RETYPE + "backfill: fast\n",
                RETYPE + "rename: {column: a, to: b}\n",
                RETYPE.replace("retype:", "split:"),
                RETYPE.replace(", to: bigint", ""),
                RETYPE.replace("orders", "a.b.c"),
                RETYPE.replace("orders", "'\"a.b\".c'"),
                RETYPE.replace("order-id", "Order id"),
                RETYPE.replace("order-id", "o".repeat(41)),
                RETYPE.replace("table: orders\n", ""),
                RETYPE.replace("column: id", "column: " + "i".repeat(64)),
                RETYPE.replace("{column: id, to: bigint}", "id"),
                SPLIT.replace("old: [full_name]", "old: []"),
                SPLIT.replace("old: [full_name]", "old: full_name"),
                SPLIT.replace("type: text, ", ""),
                SPLIT.replaceAll("down: \\{.*", "down: {}"),
                SPLIT.replaceAll("  down: .*\n", ""),
                change("notNull: {column: email}"),
                change("notNull: {column: email, name: a}"),
                change("notNull: {}"),
                change("notNull: email"),
                change("notNull: {column: email}\nsoak: 1d"),
                change("notNull: {column: email}\nguard: none"),
                change("notNull: {column: email}\nrename: {column: a, to: b}"),
                change("check: {name: positive, expression: price > 0}"),
                change("check: {name: positive}"),
                change("check: {expression: price > 0}"),
                change("foreignKey: {name: f, columns: [a, b], references: {table: crm.c, columns: [x, y]}}"),
                change("foreignKey: {name: f, columns: [a], references: {table: c, columns: [x]}, onDelete: set null}"),
                change("foreignKey: {name: f, columns: [a], references: {table: c, columns: [x]}, onUpdate: explode}"),
                change("foreignKey: {name: f, columns: [a], references: {table: a.b.c, columns: [x]}}"),
                change("foreignKey: {name: f, columns: [], references: {table: c, columns: [x]}}"),
                change("foreignKey: {name: f, columns: [a, a], references: {table: c, columns: [x, y]}}"),
                change("foreignKey: {name: f, columns: [a], references: c}"),
                change("foreignKey: {columns: [a], references: {table: c, columns: [x]}}"),
                change("unique: {name: u, columns: [a, b]}"),
                change("unique: {name: u, columns: a}"),
                change("unique: {name: u}"),
                change("createIndex: {name: i, on: [a, lower(b), c DESC], using: btree, where: a > 0, unique: true,"
                        + " include: [d]}"),
                change("createIndex: {name: i, definition: \"USING gin (a)\"}"),
                change("createIndex: {name: i, definition: \"(a)\", unique: true}"),
                change("createIndex: {name: i, definition: \"(a)\", on: [a]}"),
                change("createIndex: {name: i, definition: \"(a)\", where: a > 0}"),
                change("createIndex: {name: i}"),
                change("createIndex: {name: i, on: []}"),
                change("createIndex: {name: i, on: [a], unique: perhaps}"),
                change("createIndex: {name: i, on: [a], using: \"btree (b)\"}"),
                change("createIndex: {name: " + "i".repeat(64) + ", on: [a]}"),
                change("dropIndex: {name: i}"),
                change("dropIndex: {index: i}"),
                change("rewrite: {tool: pg_repack}"),
                change("rewrite: {tool: pg_repack, options: {order-by: 'a DESC, id', jobs: 2, kill-backend: false}}"),
                change("rewrite: {tool: pg_repack, options: {order-by: -a}}"),
                change("rewrite: {tool: pg_repack, options: {order-by: a, no-order: true}}"),
                change("rewrite: {tool: pg_repack, options: {order-by: a, no-order: false}}"),
                change("rewrite: {tool: pg_repack, options: {host: a}}"),
                change("rewrite: {tool: pg_repack, options: {jobs: many}}"),
                change("rewrite: {tool: pg_repack, options: {moveidx: 1}}"),
                change("rewrite: {tool: pg_repack, options: {tablespace: 'a b'}}"),
                change("rewrite: {tool: gh-ost}"),
                change("rewrite: {options: {jobs: 2}}"),
                change("rewrite: pg_repack"),
                change("rewrite: {tool: pg_repack}\nsoak: 1h"),
                change("dropColumn: {column: fax}\nsoak: 7d"),
                change("dropColumn: {column: fax}\nbackfill: {minPause: 1ms}"),
                change("dropColumn: {column: fax}\nadvance: manual"),
                change("dropColumn: {column: fax}\nnotNull: {column: fax}"));
    }

    private static String change(String what) {
        return "name: a\ndatabase: shop\ntable: orders\n" + what + "\n";
    }

    @ParameterizedTest
    @MethodSource("files")
    void schemaAndReaderAgree(String file) throws IOException {
        assertThat(schema.validate(json(file)).stream().map(ValidationMessage::getMessage))
                .as("what the schema says of\n%s\nwhich Crossfade reads with %s", file, problemsOf(file))
                .matches(messages -> messages.isEmpty() == problemsOf(file).isEmpty(), "is as Crossfade judges");
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        JsonNode properties = JSON.readTree(MigrationSchema.text()).path("properties");
        assertThat(properties.properties())
                .isNotEmpty()
                .allSatisfy(property -> assertThat(
                                property.getValue().path("description").asText())
                        .isNotBlank());
    }

    private static JsonNode json(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private List<String> problemsOf(String file) {
        try {
            Files.writeString(folder.resolve("migrations/0.yaml"), file);
            ConfigurationLoader.load(folder.resolve("crossfade.yaml"));
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream().map(ConfigurationProblem::toString).collect(Collectors.toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
