package dev.crossfade.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.copy.PGCopyInputStream;
import org.postgresql.copy.PGCopyOutputStream;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** pgjdbc: COPY, large objects, large values, and the catalog's queries. */
@Timeout(60)
class PgjdbcDataTest {
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void copies(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            try (Connection connection = way.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (id int PRIMARY KEY, v text, n numeric)");
                CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
                for (String format : new String[] {"text", "csv, HEADER, NULL 'nothing', FORCE_QUOTE *", "binary"}) {
                    statement.execute("TRUNCATE t");
                    statement.execute(
                            "INSERT INTO t SELECT g, CASE WHEN g % 5 > 0 THEN E'a\\t\"q\" \\\\ \\n ü' || g END, g / 7.0"
                                    + " FROM generate_series(1, 2000) g");
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    said.add(
                            format,
                            copy.copyOut("COPY (SELECT * FROM t ORDER BY id) TO STDOUT (FORMAT " + format + ")", out));
                    said.add("bytes", sum(out.toByteArray()));
                    statement.execute("TRUNCATE t");
                    String in = "COPY t FROM STDIN (FORMAT " + format.replace(", FORCE_QUOTE *", "") + ")";
                    said.add("back", copy.copyIn(in, new ByteArrayInputStream(out.toByteArray()), 100));
                    said.rows(
                            "rows",
                            statement.executeQuery(
                                    "SELECT count(*), count(v), sum(n), md5(string_agg(v, '' ORDER BY id)) FROM t"));
                    said.attempt(
                            "cut off",
                            () -> copy.copyIn(in, new ByteArrayInputStream(out.toByteArray(), 0, out.size() - 3)));
                    said.attempt("duplicates", () -> copy.copyIn(in, new ByteArrayInputStream(out.toByteArray())));
                    said.rows("still there", statement.executeQuery("SELECT count(*) FROM t"));
                }
                StringWriter text = new StringWriter();
                said.add(
                        "as characters",
                        copy.copyOut("COPY (SELECT id, v FROM t ORDER BY id LIMIT 3) TO STDOUT", text));
                said.add("characters", text);
                said.attempt(
                        "a bad value in the middle",
                        () -> copy.copyIn(
                                "COPY t FROM STDIN", new StringReader("9001\ta\t1\n9002\tb\tx\n9003\tc\t3\n")));
                said.attempt("too few columns", () -> copy.copyIn("COPY t FROM STDIN", new StringReader("9001\ta\n")));
                said.attempt("no such table", () -> copy.copyIn("COPY nowhere FROM STDIN", new StringReader("1\n")));
                said.attempt("no such column", () -> copy.copyOut("COPY t (nothing) TO STDOUT", new StringWriter()));
                said.attempt(
                        "an error on the way out",
                        () -> copy.copyOut(
                                "COPY (SELECT 10 / (100 - g) FROM generate_series(1, 200) g) TO STDOUT",
                                new StringWriter()));
                said.attempt("not a copy", () -> copy.copyOut("SELECT 1", new StringWriter()));
                CopyIn cancelled = copy.copyIn("COPY t FROM STDIN");
                cancelled.writeToCopy("9100\ta\t1\n".getBytes(StandardCharsets.UTF_8), 0, 9);
                cancelled.cancelCopy();
                said.attempt("reader that fails", () -> copy.copyIn("COPY t FROM STDIN", new FailingStream()));
                try (Connection other = way.connect()) {
                    CopyOut abandoned = other.unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut("COPY (SELECT generate_series(1, 100000000)) TO STDOUT");
                    said.add("first", new String(abandoned.readFromCopy(), StandardCharsets.UTF_8));
                    said.attempt("cancelled on the way out", () -> {
                        abandoned.cancelCopy();
                        return "cancelled";
                    });
                    said.attempt(
                            "where the driver reads of it",
                            () -> other.createStatement().execute("SELECT 1"));
                    said.attempt("and then", () -> other.createStatement().execute("SELECT 1"));
                }
                said.rows("and then", statement.executeQuery("SELECT count(*) FROM t"));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void copiesMuch(PoolingMode mode) throws Exception {
        byte[] line = ("x".repeat(1000) + "\n").getBytes(StandardCharsets.UTF_8);
        int lines = 16 * MIB / line.length;
        Stand.plain(mode).same((way, said) -> {
            try (Connection connection = way.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (v text)");
                connection.setAutoCommit(false);
                PGConnection ours = connection.unwrap(PGConnection.class);
                try (PGCopyOutputStream out = new PGCopyOutputStream(ours, "COPY t FROM STDIN")) {
                    for (int i = 0; i < lines; i++) {
                        out.write(line);
                    }
                }
                said.rows("in", statement.executeQuery("SELECT count(*), sum(length(v)) FROM t"));
                long bytes = 0;
                try (InputStream in = new PGCopyInputStream(ours, "COPY t TO STDOUT")) {
                    byte[] buffer = new byte[8192];
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        bytes += n;
                    }
                }
                said.add("out", bytes);
                connection.rollback();
                said.rows("rolled back", statement.executeQuery("SELECT count(*) FROM t"));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void keepsLargeObjects(PoolingMode mode) throws Exception {
        byte[] data = new byte[5 * MIB + 17];
        new Random(1).nextBytes(data);
        Stand.plain(mode).same((way, said) -> {
            try (Connection connection = way.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                LargeObjectManager objects =
                        connection.unwrap(PGConnection.class).getLargeObjectAPI();
                long oid = objects.createLO(LargeObjectManager.READWRITE);
                try (LargeObject object = objects.open(oid, LargeObjectManager.READWRITE)) {
                    object.write(data);
                    said.add("at", object.tell64());
                    object.seek64(MIB, LargeObject.SEEK_SET);
                    said.add("some", object.read(20));
                    object.seek(-5, LargeObject.SEEK_END);
                    said.add("the end", object.read(20));
                    object.truncate64(3 * MIB);
                    said.add("size", object.size64());
                    object.seek64(5_000_000_000L, LargeObject.SEEK_SET);
                    object.write(new byte[] {1, 2, 3});
                    said.add("far", object.size64());
                    object.truncate(4 * MIB);
                }
                connection.commit();
                try (LargeObject object = objects.open(oid, LargeObjectManager.READ)) {
                    byte[] all = object.read(8 * MIB);
                    said.add("all", all.length + " " + sum(all));
                    assertThat(Arrays.equals(all, 0, 3 * MIB, data, 0, 3 * MIB)).isTrue();
                    try (InputStream in = object.getInputStream()) {
                        object.seek(0);
                        said.add("streamed", sum(in.readAllBytes()));
                    }
                    said.attempt("write to one opened to be read", () -> {
                        object.write(new byte[] {1});
                        return "written";
                    });
                    connection.rollback();
                }
                statement.execute("CREATE TABLE t (id int, o oid)");
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (1, ?)")) {
                    insert.setBlob(1, new ByteArrayInputStream(data), data.length);
                    said.add("inserted", insert.executeUpdate());
                }
                try (ResultSet rows = statement.executeQuery("SELECT o FROM t")) {
                    rows.next();
                    Blob blob = rows.getBlob(1);
                    said.add(
                            "blob",
                            blob.length() + " " + sum(blob.getBytes(1, data.length)) + " "
                                    + blob.position(Arrays.copyOfRange(data, 1000, 1010), 1));
                }
                objects.delete(oid);
                connection.commit();
                said.attempt(
                        "one that is gone",
                        () -> objects.open(oid, LargeObjectManager.READ).size());
                connection.rollback();
                said.rows("all", statement.executeQuery("SELECT count(*) FROM pg_largeobject_metadata"));
                connection.commit();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void carriesLargeValues(PoolingMode mode) throws Exception {
        byte[] data = new byte[12 * MIB];
        new Random(2).nextBytes(data);
        Stand.plain(mode).same((way, said) -> {
            try (Connection connection = way.connect("prepareThreshold=1");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (id int, b bytea)");
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)");
                        PreparedStatement select = connection.prepareStatement("SELECT b FROM t WHERE id = ?")) {
                    insert.setInt(1, 1);
                    insert.setBinaryStream(2, new ByteArrayInputStream(data), data.length);
                    said.add("inserted", insert.executeUpdate());
                    for (int i = 0; i < 2; i++) { // as text, then binary
                        select.setInt(1, 1);
                        try (ResultSet rows = select.executeQuery()) {
                            rows.next();
                            said.add("read", sum(rows.getBytes(1)));
                        }
                    }
                }
                StringBuilder many = new StringBuilder("SELECT sum(p) FROM unnest(ARRAY[?::int");
                for (int i = 1; i < 32_000; i++) {
                    many.append(", ?");
                }
                many.append("]) p");
                try (PreparedStatement sum = connection.prepareStatement(many.toString())) {
                    for (int i = 1; i <= 32_000; i++) {
                        sum.setInt(i, i);
                    }
                    said.rows("32,000 parameters", sum.executeQuery());
                }
                StringBuilder wide = new StringBuilder("SELECT 0 AS c0");
                for (int i = 1; i < 1600; i++) {
                    wide.append(", ").append(i).append(" AS c").append(i);
                }
                try (ResultSet rows = statement.executeQuery(wide.toString())) {
                    rows.next();
                    said.add("1,600 columns", rows.getMetaData().getColumnCount() + " " + rows.getInt(1600));
                }
                said.attempt(
                        "more columns than there can be",
                        () -> statement.executeQuery(wide + wide.substring(6).replaceAll("AS c", ", ")));
                said.attempt("a long text", () -> {
                    try (ResultSet rows = statement.executeQuery("SELECT length('" + "y".repeat(3 * MIB) + "')")) {
                        rows.next();
                        return rows.getInt(1);
                    }
                });
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void describesTheDatabase(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            try (Connection connection = way.connect("prepareThreshold=1&databaseMetadataCacheFields=1");
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE p (id serial PRIMARY KEY, a int NOT NULL DEFAULT 7, b text, UNIQUE (a, b))");
                statement.execute(
                        "CREATE TABLE c (p int REFERENCES p ON DELETE CASCADE, x numeric(7,2), y varchar(9)[])");
                statement.execute("CREATE INDEX c_x ON c (x DESC)");
                statement.execute("CREATE VIEW v AS SELECT p.id, c.x FROM p JOIN c ON c.p = p.id");
                statement.execute("CREATE FUNCTION f(i int, OUT o text) LANGUAGE sql AS 'SELECT i::text'");
                statement.execute("CREATE PROCEDURE pr(INOUT i int) LANGUAGE sql AS 'SELECT i'");
                statement.execute("CREATE TYPE ct AS (a int, b text)");
                statement.execute("COMMENT ON COLUMN p.a IS 'a remark'");
                DatabaseMetaData about = connection.getMetaData();
                said.add(
                        "product",
                        about.getDatabaseProductName() + " " + about.getDatabaseProductVersion() + " "
                                + about.getDatabaseMajorVersion());
                said.add("user", about.getUserName());
                said.add("url", about.getURL().replaceAll(":\\d+/", ":port/").replace(way.host(), "host"));
                said.add("keywords", about.getSQLKeywords());
                said.add(
                        "limits",
                        about.getMaxColumnNameLength() + " " + about.getMaxIndexLength() + " "
                                + about.getDefaultTransactionIsolation());
                said.rows("tables", about.getTables(null, "public", "%", null));
                said.rows("columns", about.getColumns(null, "public", "%", "%"));
                said.rows("primary keys", about.getPrimaryKeys(null, "public", "p"));
                said.rows("imported", about.getImportedKeys(null, "public", "c"));
                said.rows("exported", about.getExportedKeys(null, "public", "p"));
                said.rows("cross", about.getCrossReference(null, null, "p", null, null, "c"));
                said.rows("indexes", about.getIndexInfo(null, "public", "c", false, true));
                said.rows("functions", about.getFunctions(null, "public", "%"));
                said.rows("function columns", about.getFunctionColumns(null, "public", "f", "%"));
                said.rows("procedures", about.getProcedures(null, "public", "%"));
                said.rows("procedure columns", about.getProcedureColumns(null, "public", "pr", "%"));
                said.rows("schemas", about.getSchemas());
                said.rows("catalogs", about.getCatalogs());
                said.rows("kinds", about.getTableTypes());
                said.rows("types", about.getTypeInfo());
                said.rows("privileges", about.getTablePrivileges(null, "public", "%"));
                said.rows(
                        "best row",
                        about.getBestRowIdentifier(null, "public", "p", DatabaseMetaData.bestRowSession, true));
                said.rows("version columns", about.getVersionColumns(null, "public", "p"));
                said.rows("user types", about.getUDTs(null, "public", "%", null));
                said.rows("client info", about.getClientInfoProperties());
            }
        });
    }

    private static String sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return bytes.length + " bytes, sum " + sum.getValue();
    }

    /** A file that cannot be read to its end. */
    private static final class FailingStream extends InputStream {
        private int left = 3;

        @Override
        public int read() throws IOException {
            throw new IOException("read by the array only");
        }

        @Override
        public int read(byte[] into, int at, int most) throws IOException {
            if (left-- == 0) {
                throw new IOException("the disk is gone");
            }
            byte[] row = ("920" + left + "\ta\t1\n").getBytes(StandardCharsets.UTF_8);
            System.arraycopy(row, 0, into, at, row.length);
            return row.length;
        }
    }
}
