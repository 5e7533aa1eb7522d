package dev.crossfade.admin.engine.sql;

import dev.crossfade.flags.ColumnMigration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A migration together with what the server says of its columns.
 *
 * @param migration resolved: conversion, types and both directions are filled in
 * @param tableOid {@code pg_class.oid}
 * @param olds the old columns, in the migration's order
 * @param news the new columns, in the migration's order, whether they exist yet or not
 * @param key the primary key's columns, in the key's order
 */
public record Shape(
        ColumnMigration migration,
        long tableOid,
        List<ColumnFacts> olds,
        List<ColumnFacts> news,
        List<ColumnFacts> key) {

    public Shape {
        olds = List.copyOf(olds);
        news = List.copyOf(news);
        key = List.copyOf(key);
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
