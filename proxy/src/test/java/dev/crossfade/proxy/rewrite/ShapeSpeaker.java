package dev.crossfade.proxy.rewrite;

/** Makes queries that see a table as a whole: column aliases, whole rows, joins by common names. */
final class ShapeSpeaker {
    private final Speaker speaker;

    ShapeSpeaker(Speaker speaker) {
        this.speaker = speaker;
    }

    String next() {
        String label = speaker.label();
        String id = speaker.id();
        String name = speaker.name();
        return switch (speaker.pick(
                "aliases", "fewer", "natural", "using", "alias", "star", "outer", "join", "json", "array", "count",
                "null", "text", "both", "order", "update", "group", "side")) {
            case "aliases" ->
                "SELECT x3, x1 AS " + name + ", x2 FROM customers AS c (x1, x2, x3) WHERE x1 < " + speaker.integer(20)
                        + " ORDER BY x2";
            case "fewer" ->
                "SELECT * FROM items AS i (k), orders o (a) WHERE k = a AND i." + label + " IS DISTINCT FROM "
                        + speaker.item();
            case "natural" ->
                "SELECT * FROM " + speaker.pick("customers", "people")
                        + speaker.pick(" NATURAL JOIN ", " NATURAL LEFT JOIN ")
                        + speaker.pick("people p", "orders", "items", "(SELECT 1 AS age) s");
            case "using" ->
                "SELECT " + label + ", a.qty, count(*) FROM items a JOIN items b USING (" + label
                        + ") GROUP BY 1, a.qty ORDER BY " + label + ", 2";
            case "alias" ->
                "SELECT x." + label + ", x.*, a.qty FROM items a JOIN items b USING (" + label + ") AS x WHERE x."
                        + label + " <> " + speaker.item() + " AND b.order_id = " + speaker.integer(9);
            case "star" ->
                "SELECT * FROM items a " + speaker.pick("", "LEFT ", "FULL ") + "JOIN items b USING (qty, " + label
                        + ") WHERE a.order_id < " + speaker.integer(5);
            case "outer" ->
                "SELECT " + label + " FROM items FULL JOIN (VALUES ('lamp'), ('none'), ('zz')) v (" + label
                        + ") USING (" + label + ") WHERE " + label + " > " + speaker.text("i");
            case "join" ->
                "SELECT j.*, j." + speaker.pick("age", name)
                        + " FROM (customers JOIN (SELECT nick FROM people) p ON nick <> " + speaker.pick("'x'", name)
                        + ") AS j WHERE id = " + speaker.integer(30);
            case "json" ->
                "SELECT "
                        + speaker.pick("row_to_json(c)", "to_jsonb(c)", "jsonb_build_object('c', c, 'n', " + name + ")")
                        + "::text AS j, " + name + " FROM customers c WHERE id < " + speaker.integer(30);
            case "array" ->
                "SELECT coalesce(json_agg(o ORDER BY o." + id
                        + "), '[]')::text, array_to_json(array_agg(i))::text FROM orders o JOIN items i ON order_id = o."
                        + id + " WHERE i.order_id = " + speaker.integer(9) + " AND qty = 2";
            case "count" ->
                "SELECT count(i), count(i.*), count(o." + id + ") FROM orders o LEFT JOIN items i ON i.order_id = o."
                        + id + " AND " + label + " > " + speaker.text("b");
            case "null" ->
                "SELECT o." + id + " FROM orders o LEFT JOIN items i ON i.order_id = o." + id + " WHERE i IS "
                        + speaker.pick("", "NOT ") + "NULL AND o." + id + " < " + speaker.integer(50);
            case "text" -> "SELECT c::text, " + name + " FROM customers c WHERE id = " + speaker.integer(30);
            case "both" -> "SELECT to_jsonb(c)::text FROM (SELECT * FROM customers NATURAL JOIN people) c";
            case "order" ->
                "SELECT f.*, o.total FROM orders o, json_to_record('{\"x\":1}') AS f (x int) ORDER BY " + id
                        + " LIMIT 4";
            case "update" ->
                "UPDATE people p SET nick = p.nick FROM customers AS c (x1) WHERE p.person_id = x1 RETURNING p.*, c."
                        + name;
            case "group" ->
                "SELECT x2, count(*) FROM items i (x1, x2) GROUP BY x2 HAVING min(x1) < " + speaker.integer(9);
            default ->
                "DELETE FROM items USING orders AS o (x1, x2) WHERE order_id = x1 AND " + label + " = " + speaker.item()
                        + " AND x2 = " + speaker.integer(40) + " RETURNING items.*, x1";
        };
    }
}
