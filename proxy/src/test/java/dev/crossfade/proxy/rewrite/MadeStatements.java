package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.rewrite.MadeSpeaker.Used;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One statement of a {@link MadeSpeaker}. */
final class MadeStatements {
    private final MadeSpeaker speaker;
    /** Which row gets which number of a sequence is up to the server where there are several. */
    private boolean oneRow;

    MadeStatements(MadeSpeaker speaker) {
        this.speaker = speaker;
    }

    String next() {
        return switch (speaker.number(20)) {
            case 0, 1, 2, 3 -> insert();
            case 4, 5, 6 -> update();
            case 7, 8 -> delete();
            case 9 -> merge();
            case 10 -> writingCte();
            case 11 -> utility();
            case 12 -> speaker.chance(25) ? speaker.prepared(insert()) : new MadeQueries(speaker).next();
            case 13 -> speaker.chance(25) ? speaker.prepared(update()) : new MadeQueries(speaker).next();
            default -> new MadeQueries(speaker).next();
        };
    }

    private String returning(Used used) {
        return switch (speaker.number(5)) {
            case 0 -> " RETURNING *";
            case 1 -> " RETURNING " + speaker.shown(List.of(used));
            case 2 -> " RETURNING " + used.alias() + ".*, " + speaker.shown(List.of(used));
            default -> "";
        };
    }

    private String names(List<MadeColumn> columns) {
        return columns.stream().map(c -> speaker.quote(c.name())).collect(Collectors.joining(", "));
    }

    /** Columns for an INSERT: all that must be given, and some others. */
    private List<MadeColumn> given(MadeTable table) {
        boolean several = table.migration() != null
                && table.migration().oldColumns().size() + table.news().size() > 2;
        List<MadeColumn> given = new ArrayList<>();
        for (MadeColumn c : speaker.writable(table)) {
            boolean needed = c.notNull() && c.given().isEmpty();
            boolean together = several && table.isMigrating(c); // a part of them may have no form on the other side
            if (c.isAlwaysIdentity()
                    ? speaker.chance(8)
                    : together || (needed ? speaker.chance(97) : speaker.chance(60))) {
                given.add(c);
            }
        }
        if (speaker.chance(40)) {
            java.util.Collections.shuffle(given, new java.util.Random(speaker.number(1000)));
        }
        return given;
    }

    private String cell(MadeTable table, MadeColumn c) {
        boolean several = table.isMigrating(c)
                && table.migration() != null
                && table.migration().oldColumns().size() + table.news().size() > 2;
        if ((c.hasDefault() || (!several && speaker.chance(4))) && speaker.chance(25)) {
            return "DEFAULT";
        }
        if (table.key().stream().anyMatch(k -> table.on(speaker.side(), k).equals(c.name())) && speaker.chance(70)) {
            String fresh = Integer.toString(100 + speaker.number(1500));
            return c.values().get(0).startsWith("'") ? "'" + fresh + "'" : fresh;
        }
        if (c.family() == MadeColumn.Family.INTEGER && !c.type().equals("positive") && speaker.draws()) {
            return "(1 + floor(random() * 30))::int";
        }
        return speaker.value(table, c);
    }

    private String insert() {
        MadeTable table = speaker.chance(85) ? speaker.migrating() : speaker.table();
        Used used = new Used(table, TableName.quote("new row"));
        List<MadeColumn> columns = given(table);
        String into = "INSERT INTO " + speaker.name(table) + " AS " + used.alias();
        if (columns.isEmpty() || speaker.chance(3)) {
            return half(table) ? "SELECT 1" : into + " DEFAULT VALUES" + returning(used);
        }
        String overriding = columns.stream().anyMatch(MadeColumn::isAlwaysIdentity)
                ? speaker.pick(" OVERRIDING SYSTEM VALUE", " OVERRIDING SYSTEM VALUE", " OVERRIDING USER VALUE", "")
                : "";
        String list = " (" + names(columns) + ")";
        if (speaker.chance(12)) {
            columns = speaker.writable(table);
            boolean prefix = columns.size() == speaker.seen(table).size();
            if (!prefix || columns.stream().anyMatch(MadeColumn::isAlwaysIdentity)) {
                list = " (" + names(columns) + ")";
                overriding = columns.stream().anyMatch(MadeColumn::isAlwaysIdentity) ? " OVERRIDING SYSTEM VALUE" : "";
            } else {
                list = "";
            }
        }
        String source = speaker.chance(20) ? " " + selected(table, columns) : values(table, columns);
        return into + list + overriding + source + conflict(table, used) + returning(used);
    }

    /** Whether a row without the moving columns could not be stored as one who speaks new means it. */
    private boolean half(MadeTable table) {
        return table.migration() != null && !speaker.old() && speaker.stage() == Stage.OFF;
    }

    private String values(MadeTable table, List<MadeColumn> columns) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < (speaker.chance(30) ? 2 : 1); i++) {
            rows.add("(" + columns.stream().map(c -> cell(table, c)).collect(Collectors.joining(", ")) + ")");
        }
        return " VALUES " + String.join(", ", rows);
    }

    private String selected(MadeTable table, List<MadeColumn> columns) {
        Used from = new Used(table, "src");
        List<String> keys =
                table.key().stream().map(k -> table.on(speaker.side(), k)).toList();
        List<String> items = new ArrayList<>();
        for (MadeColumn c : columns) {
            boolean isKey = keys.contains(c.name());
            items.add(
                    isKey && c.family() == MadeColumn.Family.INTEGER
                            ? speaker.ref(from, c) + " + " + (200 + speaker.number(3000))
                            : speaker.chance(75)
                                    ? speaker.ref(from, c)
                                    : speaker.pick(
                                            speaker.literal(c),
                                            "CAST(" + speaker.literal(c) + " AS " + c.type() + ")"));
        }
        return speaker.pick("", "WITH w AS (SELECT 1 AS one) ") + "SELECT " + String.join(", ", items) + " FROM "
                + speaker.name(table) + " src WHERE " + speaker.condition(List.of(from)) + " ORDER BY "
                + speaker.key(table).stream().map(k -> "src." + k).collect(Collectors.joining(", "))
                + speaker.pick("", " LIMIT 2");
    }

    private String conflict(MadeTable table, Used used) {
        if (!speaker.chance(25)) {
            return "";
        }
        String target = "(" + String.join(", ", speaker.key(table)) + ")";
        boolean overExpression = table.migration() != null
                && table.migration().conversion() == dev.crossfade.flags.ColumnMigration.Conversion.FUNCTION
                && !speaker.old();
        if (table.unique() != null && !overExpression && speaker.chance(40)) {
            target = "(" + speaker.quote(table.on(speaker.side(), table.unique())) + ")";
        }
        if (speaker.chance(35)) {
            return " ON CONFLICT " + speaker.pick("", target) + " DO NOTHING";
        }
        return " ON CONFLICT " + target + " DO UPDATE SET " + assignments(table, used, true)
                + speaker.pick("", " WHERE " + speaker.condition(List.of(used)));
    }

    private String assignments(MadeTable table, Used used, boolean conflict) {
        List<MadeColumn> keys = new ArrayList<>();
        List<MadeColumn> columns = new ArrayList<>();
        for (MadeColumn c : speaker.writable(table)) {
            if (c.isAlwaysIdentity()) {
                continue;
            }
            boolean isKey = table.key().stream()
                    .anyMatch(k -> table.on(speaker.side(), k).equals(c.name()));
            (isKey ? keys : columns).add(c);
        }
        java.util.Collections.shuffle(columns, new java.util.Random(speaker.number(1000)));
        columns = new ArrayList<>(columns.subList(0, Math.min(columns.size(), 1 + speaker.number(3))));
        if (columns.isEmpty() && keys.isEmpty()) { // takes a number from the sequence, at once
            String always = speaker.quote(table.on(speaker.side(), table.key().get(0)));
            return always + " = DEFAULT";
        }
        if (!keys.isEmpty() && (columns.isEmpty() || speaker.chance(12))) {
            columns.add(speaker.pick(keys));
        }
        completeMoving(table, columns);
        List<String> cells = new ArrayList<>();
        for (MadeColumn c : columns) {
            cells.add(assigned(table, used, c, conflict));
        }
        if (speaker.chance(15)) {
            boolean query = speaker.chance(50) && !cells.contains("DEFAULT");
            for (int i = 0; query && i < cells.size(); i++) { // a subquery makes text of what has no type
                cells.set(i, "CAST(" + cells.get(i) + " AS " + columns.get(i).type() + ")");
            }
            return "(" + names(columns) + ") = "
                    + (query ? "(SELECT " : (columns.size() == 1 ? "ROW(" : speaker.pick("(", "ROW(")))
                    + String.join(", ", cells) + ")";
        }
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            sets.add(speaker.quote(columns.get(i).name()) + " = " + cells.get(i));
        }
        return String.join(", ", sets);
    }

    /** Before live, and where old is all there is, half of what moved has no form on the other side if the rest is NULL. */
    private void completeMoving(MadeTable table, List<MadeColumn> columns) {
        boolean many = table.news().size() > 1
                || (table.migration() != null && table.migration().oldColumns().size() > 1);
        if (!many || columns.stream().noneMatch(table::isMigrating) || (speaker.chance(50) && !half(table))) {
            return;
        }
        for (MadeColumn c : speaker.writable(table)) {
            if (table.isMigrating(c) && !columns.contains(c)) {
                columns.add(c);
            }
        }
    }

    private String assigned(MadeTable table, Used used, MadeColumn c, boolean conflict) {
        if (conflict && speaker.chance(40)) {
            return "EXCLUDED." + speaker.quote(c.name());
        }
        if (oneRow && !conflict && c.family() == MadeColumn.Family.INTEGER && speaker.draws()) {
            return speaker.ref(used, c) + " * 0 + (1 + floor(random() * 30))::int";
        }
        return switch (speaker.number(6)) {
            case 0, 1 -> speaker.own(used, c);
            case 2 -> c.hasDefault() && (oneRow || !c.isCounted()) ? "DEFAULT" : speaker.value(table, c);
            default -> speaker.value(table, c);
        };
    }

    private String update() {
        MadeTable table = speaker.chance(85) ? speaker.migrating() : speaker.table();
        Used used = new Used(table, "u");
        String only = speaker.pick("", "", "", "ONLY ");
        if (speaker.chance(20)) {
            oneRow = true;
            return "UPDATE " + speaker.name(table) + " u SET " + assignments(table, used, false) + " WHERE "
                    + oneRow(table, "u") + returning(used);
        }
        if (speaker.chance(15)) {
            MadeTable other = speaker.table();
            Used from = new Used(other, "f");
            return "UPDATE " + speaker.name(table) + " u SET " + assignments(table, used, false) + " FROM "
                    + speaker.name(other) + " f WHERE " + oneRow(other, "f") + " AND "
                    + speaker.condition(List.of(used, from)) + returning(used);
        }
        return "UPDATE " + only + speaker.name(table) + " u SET " + assignments(table, used, false) + " WHERE "
                + speaker.condition(List.of(used)) + returning(used);
    }

    /** Which row of several a write joins with is up to the server. */
    private String oneRow(MadeTable table, String alias) {
        return speaker.key(table).stream()
                .map(k -> alias + "." + k + "::text = '3'")
                .collect(Collectors.joining(" AND "));
    }

    private String delete() {
        MadeTable table = speaker.table();
        Used used = new Used(table, "d");
        String rare = " AND d." + speaker.key(table).get(0) + "::text ~ '" + speaker.number(10) + "'";
        if (speaker.chance(20)) {
            MadeTable other = speaker.table();
            return "DELETE FROM " + speaker.name(table) + " d USING " + speaker.name(other) + " o WHERE "
                    + speaker.condition(List.of(used, new Used(other, "o"))) + rare + " AND " + oneRow(other, "o")
                    + returning(used);
        }
        return "DELETE FROM " + speaker.name(table) + " AS d WHERE " + speaker.condition(List.of(used)) + rare
                + returning(used);
    }

    private String merge() {
        MadeTable table = speaker.migrating();
        Used used = new Used(table, "m");
        MadeTable other = speaker.table();
        Used from = new Used(other, "s");
        List<MadeColumn> columns = given(table);
        columns.removeIf(MadeColumn::isAlwaysIdentity);
        String insert = columns.isEmpty() || half(table)
                ? ""
                : " WHEN NOT MATCHED AND " + speaker.condition(List.of(from)) + " THEN INSERT (" + names(columns)
                        + ") VALUES ("
                        + columns.stream().map(c -> cell(table, c)).collect(Collectors.joining(", ")) + ")";
        return "MERGE INTO " + speaker.name(table) + " m USING (SELECT * FROM " + speaker.name(other) + " WHERE "
                + speaker.key(other).get(0) + "::text = '4') s ON m."
                + speaker.key(table).get(0)
                + "::text = s." + speaker.key(other).get(0) + "::text"
                + speaker.pick("", " WHEN MATCHED AND " + speaker.condition(List.of(used, from)) + " THEN DELETE")
                + " WHEN MATCHED THEN UPDATE SET " + assignments(table, used, false) + insert;
    }

    private String writingCte() {
        MadeTable table = speaker.migrating();
        Used used = new Used(table, "w");
        return switch (speaker.number(3)) {
            case 0 -> {
                List<MadeColumn> columns = given(table);
                columns.removeIf(MadeColumn::isAlwaysIdentity);
                yield columns.isEmpty() || half(table)
                        ? "SELECT 1"
                        : "WITH fresh AS (INSERT INTO " + speaker.name(table) + " AS w (" + names(columns) + ")"
                                + values(table, columns) + conflict(table, used) + " RETURNING *, "
                                + speaker.ref(used, speaker.column(table)) + ") SELECT * FROM fresh";
            }
            case 1 ->
                "WITH gone AS (DELETE FROM " + speaker.name(table) + " w WHERE w."
                        + speaker.key(table).get(0)
                        + "::text ~ '" + speaker.number(10) + "' AND " + speaker.condition(List.of(used))
                        + " RETURNING *) SELECT * FROM gone";
            default ->
                "WITH changed AS (UPDATE " + speaker.name(table) + " w SET " + assignments(table, used, false)
                        + " WHERE " + speaker.condition(List.of(used)) + " RETURNING w.*, "
                        + speaker.ref(used, speaker.column(table))
                        + " AS again) SELECT c.*, count(*) OVER () FROM changed c";
        };
    }

    private String utility() {
        speaker.literalsOnly();
        MadeTable table = speaker.migrating();
        Used used = new Used(table, "t");
        String keys = speaker.key(table).stream().map(k -> "t." + k).collect(Collectors.joining(", "));
        return switch (speaker.number(12)) {
            case 5, 6, 7 -> copyIn(table);
            case 8 ->
                "EXPLAIN " + speaker.pick("", "(COSTS off) ", "ANALYZE ") + speaker.pick(update(), delete(), insert());
            case 9 -> view(table);
            case 0 ->
                "BEGIN; DECLARE c SCROLL CURSOR FOR SELECT t.*, " + speaker.shown(List.of(used)) + " FROM "
                        + speaker.name(table) + " t WHERE " + speaker.condition(List.of(used)) + " ORDER BY " + keys
                        + "; "
                        + moves() + "COMMIT";
            case 1 ->
                "COPY (SELECT * FROM " + speaker.name(table) + " t WHERE " + speaker.condition(List.of(used))
                        + ") TO STDOUT" + speaker.pick("", " (FORMAT csv, HEADER)", " (FORMAT binary)");
            case 2 ->
                "COPY " + speaker.name(table) + speaker.pick("", " (" + names(List.of(speaker.column(table))) + ")")
                        + " TO STDOUT" + speaker.pick("", " (FORMAT csv, HEADER)", " (FORMAT binary)");
            case 3 ->
                "DROP TABLE IF EXISTS made; CREATE TABLE made AS SELECT * FROM " + speaker.name(table) + " t WHERE "
                        + speaker.condition(List.of(used)) + "; TABLE made; DROP TABLE made";
            case 4 ->
                "BEGIN; DECLARE c CURSOR FOR SELECT * FROM " + speaker.name(table) + " t WHERE " + first(keys)
                        + "::text = '3' FOR UPDATE; MOVE 1 FROM c; UPDATE " + speaker.name(table) + " t SET "
                        + assignments(table, used, false) + " WHERE CURRENT OF c RETURNING t.*; COMMIT";
            default -> "TABLE " + speaker.name(table);
        };
    }

    /** Rows from a query's, in the format of the copy itself. */
    private String copyIn(MadeTable table) {
        List<MadeColumn> columns = given(table);
        String list = " (" + names(columns) + ")";
        if (columns.isEmpty() || speaker.chance(25)) {
            columns = speaker.writable(table);
            list = speaker.chance(50) ? "" : " (" + names(columns) + ")";
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1 + speaker.number(3); i++) {
            List<String> cells = new ArrayList<>();
            for (MadeColumn c : columns) {
                String cell = cell(table, c);
                cells.add("CAST(" + (cell.equals("DEFAULT") || cell.contains("random") ? speaker.literal(c) : cell)
                        + " AS " + c.type() + ")");
            }
            rows.add("SELECT " + String.join(", ", cells));
        }
        speaker.copies(String.join(" UNION ALL ", rows));
        String where = "";
        if (speaker.chance(35)) {
            MadeColumn c = speaker.column(table);
            where = " WHERE " + speaker.quote(c.name())
                    + (c.isOrdered() && !c.isComputed() ? " <> " + speaker.literal(c) : " IS NOT NULL");
        }
        return "COPY " + speaker.name(table) + list + " FROM STDIN"
                + speaker.pick("", " (FORMAT csv)", " (FORMAT csv, HEADER)", " (FORMAT binary)", " (DELIMITER ',')")
                + where;
    }

    /** What one who speaks old reads through a view that was there before. */
    private String view(MadeTable table) {
        return speaker.old()
                ? "SELECT v.*, " + speaker.ref(new Used(table, "v"), speaker.column(table)) + " FROM "
                        + table.view().quoted() + " v WHERE " + speaker.condition(List.of(new Used(table, "v")))
                : "TABLE " + speaker.name(table);
    }

    private String moves() {
        StringBuilder moves = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            moves.append(speaker.pick("FETCH ", "FETCH ", "MOVE "))
                    .append(speaker.pick(
                            "NEXT",
                            "PRIOR",
                            "FIRST",
                            "LAST",
                            "ABSOLUTE 3",
                            "ABSOLUTE -2",
                            "RELATIVE -1",
                            "RELATIVE 2",
                            "2",
                            "ALL",
                            "FORWARD 3",
                            "FORWARD ALL",
                            "BACKWARD",
                            "BACKWARD 2",
                            "BACKWARD ALL",
                            "RELATIVE 0"))
                    .append(speaker.pick(" FROM c; ", " IN c; "));
        }
        return moves.toString();
    }

    private static String first(String keys) {
        int comma = keys.indexOf(", ");
        return comma < 0 ? keys : keys.substring(0, comma);
    }
}
