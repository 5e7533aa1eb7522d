package dev.crossfade.admin.engine.sql;

import dev.crossfade.flags.ColumnMigration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A migration together with what the server says of its columns.
 *
 * @param migration resolved: conversion, types and both directions are filled in
 * @param tableOid {@code pg_class.oid}
 * @param olds the old columns, in the migration's order
 * @param news the new columns, in the migration's order, whether they exist yet or not
 * @param key the primary key's columns, in the key's order; where there is none, {@link #PLACE}
 * @param companions what moves with it as one, in the order of the migration's companions, without those whose old column is
 *     gone already
 */
public record Shape(
        ColumnMigration migration,
        long tableOid,
        List<ColumnFacts> olds,
        List<ColumnFacts> news,
        List<ColumnFacts> key,
        List<Shape> companions) {

    /** Where a row lies. It is another one with every UPDATE, and after the table is rewritten. */
    public static final ColumnFacts PLACE =
            new ColumnFacts("ctid", "pg_catalog.tid", "pg_catalog.tid", 27, -1, true, null, null);

    public Shape {
        olds = List.copyOf(olds);
        news = List.copyOf(news);
        key = List.copyOf(key);
        companions = List.copyOf(companions);
    }

    /** One that moves alone. */
    public Shape(
            ColumnMigration migration,
            long tableOid,
            List<ColumnFacts> olds,
            List<ColumnFacts> news,
            List<ColumnFacts> key) {
        this(migration, tableOid, olds, news, key, List.of());
    }

    /** Of a table that may be gone: it says no more than the names do, by which triggers are dropped. */
    public static Shape named(ColumnMigration migration) {
        return new Shape(migration, 0, List.of(), List.of(), List.of());
    }

    /** The same, with others. */
    public Shape with(ColumnMigration itWithOthers, List<Shape> others) {
        return new Shape(itWithOthers, tableOid, olds, news, key, others);
    }

    /** It and its companions. */
    public List<Shape> members() {
        return Stream.concat(Stream.of(this), companions.stream()).toList();
    }

    /** The new column in the place of {@code column} of the table {@code oid}, or null when it is not one that moves. */
    public @Nullable ColumnFacts successor(long oid, String column) {
        for (Shape member : members()) {
            for (int i = 0; i < Math.min(member.olds.size(), member.news.size()); i++) {
                if (member.tableOid == oid && member.olds.get(i).name().equals(column)) {
                    return member.news.get(i);
                }
            }
        }
        return null;
    }

    /** Whether rows are told apart by where they lie. */
    public boolean isKeyless() {
        return key.equals(List.of(PLACE));
    }

    /** The table as it stands in SQL. */
    public String table() {
        return migration.table().quoted();
    }

    static String list(List<ColumnFacts> columns, Function<ColumnFacts, String> each) {
        return columns.stream().map(each).collect(Collectors.joining(", "));
    }

    static String list(List<ColumnFacts> columns, String alias) {
        return list(columns, c -> c.of(alias));
    }

    static String all(List<String> terms) {
        return String.join(" AND ", terms);
    }

    /** {@code expression} is NULL; unlike IS NULL, a composite value of NULLs is not. */
    static String isNull(String expression) {
        return expression + " IS NOT DISTINCT FROM NULL";
    }

    /**
     * The values, one or several joined by commas, are not the same bytes. The function behind the operator {@code *<>}: what
     * the server prints of an operator between rows, in a dump's CREATE TRIGGER, it reads as one column by column.
     */
    static String differInBytes(String a, String b) {
        return "pg_catalog.record_image_ne(ROW(" + a + "), ROW(" + b + "))";
    }

    /** Both are the same value, or both NULL. Types without an equality operator compare by their bytes. */
    static String same(String a, String b, boolean comparable) {
        return comparable ? a + " IS NOT DISTINCT FROM " + b : "NOT " + differInBytes(a, b);
    }
}
