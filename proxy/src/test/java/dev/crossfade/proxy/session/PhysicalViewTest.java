package dev.crossfade.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session of pg_dump may send. */
class PhysicalViewTest {
    private static boolean refused(String sql, boolean asciiSafe) {
        return PhysicalView.refusal(sql.getBytes(StandardCharsets.UTF_8), true, false, asciiSafe) != null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "BEGIN",
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE",
                "SET TRANSACTION SNAPSHOT '00000003-0000001B-1'",
                "SELECT pg_catalog.set_config('search_path', '', false);",
                "SET DATESTYLE = ISO; SET INTERVALSTYLE = POSTGRES",
                "SHOW transaction_read_only",
                "LOCK TABLE public.\"insert\", public.update, ONLY public.delete IN ACCESS SHARE MODE",
                "COPY public.t (id, insert, update, delete, \"from\", read, write) TO stdout;",
                "COPY (SELECT \"from\", update FROM ONLY public.t WHERE a = 'DELETE FROM b') TO stdout;",
                "DECLARE _pg_dump_cursor CURSOR FOR SELECT * FROM ONLY public.t",
                "FETCH 100 FROM _pg_dump_cursor",
                "PREPARE dumpFunc(pg_catalog.oid) AS\nSELECT proname FROM pg_catalog.pg_proc p WHERE p.oid = $1",
                "EXECUTE dumpFunc('16399')",
                "WITH w AS (SELECT 1) SELECT * FROM w",
                "(VALUES (1)) UNION TABLE t",
                "SELECT * FROM t FOR NO KEY UPDATE",
                "SELECT 'ÄÖ; UPDATE t SET a = 1', $$ DELETE FROM x $$ /* ; DELETE FROM y */ -- INTO",
                "ROLLBACK"
            })
    void readingIsNot(String sql) {
        assertThat(refused(sql, true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "/* a */ UPDATE t SET a = 1",
                "SELECT 1; delete from t",
                "COPY t FROM STDIN",
                "copy public.t (a, \"to\") from program 'x'",
                "WITH w AS MATERIALIZED (UPDATE ONLY t SET a = 1 RETURNING *) SELECT * FROM w",
                "WITH w AS (SELECT 1) UPDATE/**/\"t\" SET a = 1",
                "WITH w AS (SELECT 1) UPDATE U&\"t\" SET a = 1",
                "EXPLAIN (ANALYZE) DELETE FROM t",
                "PREPARE p AS MERGE INTO t USING s ON a = b WHEN MATCHED THEN DELETE",
                "SELECT * INTO u FROM t",
                "TRUNCATE t",
                "DO $$ BEGIN END $$",
                "CALL p()",
                "CREATE TABLE u ()",
                "ALTER ROLE app SET default_transaction_read_only = off",
                "BEGIN READ WRITE",
                "START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ /* */ WRITE",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ\n-- only\nWRITE",
                "SET transaction_read_only = off",
                "SET SESSION \"default_transaction_read_only\" TO off",
                "RESET DEFAULT_TRANSACTION_READ_ONLY",
                "SET U&\"default\\005ftransaction_read_only\" = off",
                "SELECT set_config('Default_Transaction_Read_Only', 'off', false)",
                "SELECT $x$ transaction_read_only $x$",
                "SELECT '\\'; UPDATE t SET a = '''",
                "SELECT E'\\'; '; UPDATE t SET a = 1",
                "SELECT 'unterminated"
            })
    void whatWritesOrMayIs(String sql) {
        assertThat(refused(sql, true)).isTrue();
    }

    @Test
    void backslashesThatMayBelongToACharacterAre() {
        assertThat(refused("SELECT E'ä\\'", false)).isTrue();
        assertThat(refused("SELECT 'ä'", false)).isFalse();
    }

    @Test
    void whereStringsMayBeReadAnotherWayBothCount() {
        byte[] text = "SELECT '\\'; UPDATE t SET a = '".getBytes(StandardCharsets.UTF_8);
        assertThat(PhysicalView.refusal(text, false, false, true)).isNull();
        assertThat(PhysicalView.refusal(text, false, true, true)).isNotNull();
    }

    @Test
    void onlyThePackagesOwnNamesAreKnown() {
        assertThat(PhysicalView.isFor(Map.of("application_name", "pg_dump"))).isTrue();
        assertThat(PhysicalView.isFor(Map.of("application_name", "pg_dumpall"))).isTrue();
        assertThat(PhysicalView.isFor(Map.of("application_name", "pg_restore"))).isFalse();
        assertThat(PhysicalView.isFor(Map.of("user", "pg_dump"))).isFalse();
    }

    @Test
    void aStartupPacketCannotMakeItWriting() {
        assertThat(PhysicalView.readOnly(Map.of("Default_Transaction_READ_only", "off", "application_name", "pg_dump")))
                .isEqualTo(Map.of("default_transaction_read_only", "on", "application_name", "pg_dump"));
    }
}
