package dev.crossfade.admin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.admin.tool.ChangeTool;
import dev.crossfade.flags.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeSpecTest {
    private static final TableName ORDERS = new TableName("public", "orders");

    /** A change that was started by another version goes on only where this one says the same. */
    @Test
    void whatDatabasesHoldOfAChangeStaysAsItIs() {
        Map<SchemaChange, String> stored = Map.of(
                new SchemaChange.NotNull("code"),
                "NotNull[column=code]",
                new SchemaChange.Check("p", "price > 0"),
                "Check[name=p, expression=price > 0]",
                new SchemaChange.ForeignKey(
                        "f", List.of("a", "b"), new TableName("s", "t"), List.of("c", "d"), "CASCADE", null),
                "ForeignKey[name=f, columns=[a, b], references=s.t, referenced=[c, d], onDelete=CASCADE, onUpdate=null]",
                new SchemaChange.Unique("u", List.of("a", "b")),
                "Unique[name=u, columns=[a, b]]",
                new SchemaChange.CreateIndex("i", true, "(a)"),
                "CreateIndex[name=i, unique=true, definition=(a)]",
                new SchemaChange.DropIndex("i"),
                "DropIndex[name=i]",
                new SchemaChange.DropColumn("fax"),
                "DropColumn[column=fax]",
                new SchemaChange.Rewrite(ChangeTool.ALL.get(0), Map.of("order-by", "a DESC", "jobs", "2")),
                "Rewrite[tool=pg_repack, options={jobs=2, order-by=a DESC}]");
        assertThat(stored).hasSize(SchemaChange.class.getPermittedSubclasses().length);
        stored.forEach((change, text) -> assertThat(
                        new ChangeSpec("n", "shop", ORDERS, change, Duration.ZERO, "digest").definition())
                .isEqualTo("public.orders " + text));
    }
}
