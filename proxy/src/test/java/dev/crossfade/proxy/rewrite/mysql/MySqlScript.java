package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.MySqlLexer;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A script for {@code mysqltest}, MySQL's own test driver, as the statements that it sends: what the driver does by itself is
 * left out, and so are statements that hold its variables, and those that would change the server for other databases.
 */
final class MySqlScript {
    private static final Set<String> COMMANDS = Set.of(
            ("append_file assert cat_file change_user character_set chmod connect connection copy_file copy_files_wildcard"
                            + " dec delimiter die diff_files dirty_close disable_abort_on_error disable_async_client"
                            + " disable_connect_log disable_info disable_metadata disable_ps_protocol disable_query_log"
                            + " disable_reconnect disable_result_log disable_rpl_parse disable_session_track_info disable_testcase"
                            + " disable_warnings disconnect echo enable_abort_on_error enable_async_client enable_connect_log"
                            + " enable_info enable_metadata enable_ps_protocol enable_query_log enable_reconnect"
                            + " enable_result_log enable_rpl_parse enable_session_track_info enable_testcase enable_warnings end"
                            + " error eval exec exec_in_background execw exit expr file_exists force-cpdir force-rmdir"
                            + " horizontal_results if inc let mkdir list_files lowercase_result move_file output"
                            + " partially_sorted_result perl ping query query_attributes query_get_value query_horizontal"
                            + " query_vertical reap remove_file remove_files_wildcard replace_column replace_numeric_round"
                            + " replace_regex replace_result reset_connection result_format rmdir save_master_pos send"
                            + " send_eval send_quit send_shutdown shutdown_server skip skip_if_hypergraph sleep"
                            + " sorted_result source start_timer sync_slave_with_master sync_with_master vertical_results"
                            + " wait_for_slave_to_stop while write_file }")
                    .split(" "));

    /** What changes the server, leaves the database, waits, or runs what is not seen. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "^(use|shutdown|restart|kill|grant|revoke|install|uninstall|flush|purge|reset|change|start (slave|replica)"
                    + "|stop|clone|import|load|handler|xa|lock instance|binlog|help)\\b"
                    + "|\\b(global|persist|persist_only|user|role|database|schema|server|tablespace|undo|logfile|outfile|dumpfile"
                    + "|load_file|sleep|benchmark|get_lock|master_pos_wait|source_pos_wait|debug|innodb_monitor)\\b"
                    + "|^create\\s+(or\\s+replace\\s+|definer\\s*=\\s*\\S+\\s+|aggregate\\s+)*(procedure|function|trigger|event)\\b"
                    + "|@@global|@@persist");

    private static final Pattern VARIABLE = Pattern.compile("(^|[^'\"\\w$@.`(\\[{])\\$\\w+");
    private static final Pattern DATABASE = Pattern.compile("(?i)(?<![\\w@.'`])(`test`|test)\\s*\\.\\s*(?=[`\\w])");

    /** A statement. */
    record Step(String sql, List<Token> tokens) {
        Token first() {
            return tokens.get(0);
        }

        boolean names(String name) {
            return tokens.stream().anyMatch(t -> t.isName() && t.value().equalsIgnoreCase(name));
        }

        boolean isData() {
            return first().isSymbol("(")
                    || List.of("select", "with", "values", "table", "insert", "replace", "update", "delete").stream()
                            .anyMatch(first()::is);
        }

        boolean isRead() {
            return isData()
                    && tokens.stream()
                            .noneMatch(t -> t.is("insert")
                                    || t.is("update")
                                    || t.is("delete")
                                    || t.isSymbol(":=")
                                    || t.is("into"))
                    && !first().is("replace");
        }

        /** For a database of another name than {@code test}. */
        String in(String database) {
            return DATABASE.matcher(sql).replaceAll(database + ".");
        }
    }

    private MySqlScript() {}

    static List<Step> read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        String delimiter = ";";
        String skipTo = null;
        StringBuilder sql = new StringBuilder();
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            String bare = line.strip();
            if (skipTo != null) {
                skipTo = bare.equals(skipTo) ? null : skipTo;
                continue;
            }
            if (sql.isEmpty()) {
                if (bare.isEmpty() || bare.startsWith("#") || bare.equals("{") || bare.equals("}")) {
                    continue;
                }
                String command = bare.startsWith("--") ? bare.substring(2).strip() : bare;
                String word = command.split("[\\s(;]", 2)[0].toLowerCase(Locale.ROOT);
                if (word.equals("delimiter")) {
                    delimiter = command.substring(9).strip();
                    int old = delimiter.endsWith(";") && delimiter.length() > 1 ? delimiter.length() - 1 : 0;
                    delimiter = old > 0 ? delimiter.substring(0, old) : delimiter.isEmpty() ? ";" : delimiter;
                    continue;
                }
                if (word.equals("perl") || word.equals("write_file") || word.equals("append_file")) {
                    String[] parts = command.replace(";", "").split("\\s+", -1);
                    skipTo = parts.length > 1 && word.equals("perl") ? parts[1] : parts.length > 2 ? parts[2] : "EOF";
                    continue;
                }
                if (bare.startsWith("--")) {
                    continue;
                }
            }
            sql.append(line).append('\n');
            if (bare.endsWith(delimiter) || (bare.contains(delimiter) && bare.contains("#"))) {
                int end = sql.lastIndexOf(delimiter);
                add(sql.substring(0, end), steps);
                sql.setLength(0);
            }
        }
        return steps;
    }

    private static void add(String text, List<Step> steps) {
        String sql = text.strip();
        String word = sql.split("[\\s(;]", 2)[0].toLowerCase(Locale.ROOT);
        if (COMMANDS.contains(word) || sql.length() > 100_000) {
            return;
        }
        if (LEFT_OUT.matcher(sql.toLowerCase(Locale.ROOT)).find()
                || VARIABLE.matcher(sql).find()) {
            return;
        }
        try {
            List<Token> tokens = MySqlLexer.tokens(sql, false, false);
            if (!tokens.isEmpty()) {
                steps.add(new Step(sql, tokens));
            }
        } catch (LexicalError e) {
            // for the server's own lexer, which is not measured here
        }
    }
}
