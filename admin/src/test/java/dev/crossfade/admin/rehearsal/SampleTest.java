package dev.crossfade.admin.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.admin.engine.ShapeReader;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.admin.rehearsal.TableFacts.Family;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.TableName;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rows come into the copy, read from one real database and written into another. */
class SampleTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final TableName TABLE = new TableName("public", "item");
    private static final String[] SCHEMA = {
        "CREATE TABLE owner (id int PRIMARY KEY, boss int REFERENCES owner, name text NOT NULL)",
        "CREATE TYPE mood AS ENUM ('sad', 'happy')",
        "CREATE TABLE item (id serial PRIMARY KEY, code text, owner_id int REFERENCES owner, m mood, at timestamptz DEFAULT now(),"
                + " price numeric(6,2) CHECK (price > 0), twice int GENERATED ALWAYS AS (2) STORED)",
        "CREATE TABLE part (item_id int REFERENCES item, n int, PRIMARY KEY (item_id, n))"
    };
    private static final ColumnMigration TO_NUMBER = new ColumnMigration(
            "code-number",
            "shop",
            TABLE,
            Conversion.CAST,
            List.of("code"),
            List.of(new NewColumn("code_new", "integer", "")),
            Map.of());

    private static String database(String... more) {
        String database = SERVER.createDatabase();
        SERVER.execute(database, SCHEMA);
        SERVER.execute(database, more);
        return database;
    }

    private static Shape shape(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Shape shape = ShapeReader.read(connection, TO_NUMBER).shape();
        connection.rollback();
        connection.setAutoCommit(true);
        assertThat(shape).isNotNull();
        return shape;
    }

    @Test
    void takesExtremesAndWhatDoesNotConvertAndWhatIsReferredTo() throws Exception {
        String real = database(
                "INSERT INTO owner SELECT g, nullif(g - 1, 0), 'o' || g FROM generate_series(1, 300) g",
                "INSERT INTO item (code, owner_id, price) SELECT (1000 + g)::text, 1 + g % 300, 1 + g % 5"
                        + " FROM generate_series(1, 20000) g",
                "INSERT INTO part SELECT g, 1 FROM generate_series(1, 20000) g",
                "UPDATE item SET code = 'not a number' WHERE id = 19001",
                "UPDATE item SET code = '007' WHERE id = 19501", // converts, and does not come back
                "UPDATE item SET code = NULL WHERE id = 18001",
                "UPDATE item SET code = repeat('9', 9) WHERE id = 17001",
                "VACUUM ANALYZE");
        String copy = database(
                "ALTER TABLE item DROP CONSTRAINT item_pkey CASCADE",
                "ALTER TABLE part DROP CONSTRAINT part_pkey",
                "ALTER TABLE item DROP CONSTRAINT item_owner_id_fkey",
                "ALTER TABLE owner DROP CONSTRAINT owner_pkey CASCADE");
        try (Connection from = SERVER.connect(real);
                Connection to = SERVER.connect(copy)) {
            from.setAutoCommit(false);
            Family family = TableFacts.family(from, TABLE);
            assertThat(family.table().key()).containsExactly("id");
            assertThat(family.tables().stream().map(table -> table.name().name()))
                    .containsExactlyInAnyOrder("item", "owner", "part");
            Sample sample = new Sample(from, to, family, shape(to), 500, Duration.ofSeconds(10));
            sample.take();
            assertThat(sample.notes()).isEmpty();
        }
        assertThat(Long.parseLong(SERVER.queryOne(copy, "SELECT count(*) FROM item")))
                .isBetween(400L, 540L);
        assertThat(
                        SERVER.queryOne(
                                copy,
                                "SELECT string_agg(id::text, ' ' ORDER BY id) FROM item WHERE id IN (17001, 18001, 19001, 19501)"))
                .isEqualTo("17001 18001 19001 19501");
        assertThat(SERVER.queryOne(copy, "SELECT count(*) - count(DISTINCT id) FROM item"))
                .isEqualTo("0");
        assertThat(SERVER.queryOne(copy, "SELECT count(*) > 50 FROM part")).isEqualTo("t");
        // Every foreign key holds, also the chain of bosses up to the first, who has none.
        SERVER.execute(
                copy,
                "ALTER TABLE owner ADD PRIMARY KEY (id)",
                "ALTER TABLE owner ADD FOREIGN KEY (boss) REFERENCES owner",
                "ALTER TABLE item ADD PRIMARY KEY (id)",
                "ALTER TABLE item ADD FOREIGN KEY (owner_id) REFERENCES owner",
                "ALTER TABLE part ADD FOREIGN KEY (item_id) REFERENCES item");
    }

    @Test
    void leavesOutRowsWhoseParentsCannotBeRead() throws Exception {
        String real = database(
                "INSERT INTO owner SELECT g, NULL, 'o' FROM generate_series(1, 30) g",
                "INSERT INTO item (code, owner_id) SELECT g::text, CASE WHEN g > 100 THEN 1 + g % 30 END FROM generate_series(1, 200) g",
                "GRANT SELECT ON item TO " + PostgresServer.APP_USER,
                "REVOKE ALL ON owner FROM " + PostgresServer.APP_USER);
        String copy = database("ALTER TABLE item DROP CONSTRAINT item_owner_id_fkey");
        try (Connection from = SERVER.connect(real, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD);
                Connection to = SERVER.connect(copy)) {
            from.setAutoCommit(false);
            Sample sample =
                    new Sample(from, to, TableFacts.family(from, TABLE), shape(to), 500, Duration.ofSeconds(10));
            sample.take();
            assertThat(sample.notes())
                    .anyMatch(note -> note.startsWith("rows of public.owner, which is referred to, are missing"));
            assertThat(sample.notes())
                    .contains("100 sampled row(s) were left out: what they refer to could not be read");
        }
        assertThat(SERVER.queryOne(copy, "SELECT count(*) FROM item")).isEqualTo("100");
    }

    @Test
    void makesRowsUpThatConvertAndThatConstraintsTake() throws Exception {
        String copy = database("ALTER TABLE item ADD CHECK (price < 9000)");
        try (Connection connection = SERVER.connect(copy)) {
            Family family = TableFacts.family(connection, TABLE);
            Shape shape = shape(connection);
            Generator generator = new Generator(connection, family, shape, 300);
            generator.make();
            assertThat(generator.notes()).anyMatch(note -> note.contains("refused by its constraints"));
            Rows rows = Rows.read(connection, family.table(), shape);
            assertThat(rows.rows()).hasSizeGreaterThan(250);
            assertThat(rows.misfits()).isZero();
        }
        assertThat(
                        SERVER.queryOne(
                                copy,
                                "SELECT count(DISTINCT m) || ' ' || (count(owner_id) > 100) || ' ' || (max(code::int) > 100) FROM item"))
                .isEqualTo("2 true true");
        assertThat(SERVER.queryOne(copy, "SELECT count(*) > 50 FROM part")).isEqualTo("t");
    }
}
