package dev.crossfade.admin.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What pt-online-schema-change and gh-ost have in common. Pure. */
final class MySqlWords {
    /** The options file, which holds the password. */
    static final String OPTIONS_FILE = "client.cnf";

    /** Names that go into a DSN, a socket's command or a comment as they are. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$ -]{1,64}");

    private static final int LONGEST_ALTER = 100_000;

    private MySqlWords() {}

    static List<String> problems(String program, Job job) {
        List<String> problems = new ArrayList<>();
        for (String name : List.of(job.schema(), job.table())) {
            if (!PLAIN.matcher(name).matches()) {
                problems.add(program + " cannot be given the name '" + name.replaceAll("\\p{Cntrl}", "?")
                        + "': it takes letters, digits, _, $, - and spaces");
            }
        }
        String alter = job.alter();
        if (alter == null || alter.isBlank()) {
            problems.add(program + " needs what is to be altered; ENGINE=InnoDB rewrites the table as it is");
        } else if (alter.length() > LONGEST_ALTER || alter.indexOf('\0') >= 0) {
            problems.add("what " + program + " is to alter is longer than " + LONGEST_ALTER
                    + " characters, or holds a zero byte");
        } else if (alter.strip().matches("(?is)alter\\s+table\\b.*")) {
            problems.add(program + " is told what comes behind ALTER TABLE and its name, not the whole statement");
        } else if (alter.matches("(?is).*\\brename\\s+(?!(column|index|key)\\b).*")) {
            problems.add(program + " cannot rename the table");
        }
        return problems;
    }

    /** https://dev.mysql.com/doc/refman/8.0/en/option-files.html; MariaDB's client library and gh-ost read the same. */
    static String optionsFile(Job.Server server) {
        return "[client]\nuser=" + quoted(server.user()) + "\npassword=" + quoted(server.password()) + "\nhost="
                + quoted(server.host()) + "\nport=" + server.port() + "\n";
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
