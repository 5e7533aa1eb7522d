package dev.crossfade.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** A list that the API answers, as a table with a row for each element; with {@code --json}, as it came. */
final class Listing {
    private final List<String> headings = new ArrayList<>();
    private final List<Function<JsonNode, String>> cells = new ArrayList<>();

    /** Another column; a heading that ends in {@code >} is for numbers. */
    Listing column(String heading, Function<JsonNode, String> cell) {
        headings.add(heading);
        cells.add(cell);
        return this;
    }

    /** A column of texts, {@code -} for none. */
    Listing text(String heading, String field) {
        return column(heading, element -> Output.text(element, field));
    }

    /** A column of whole numbers. */
    Listing count(String heading, String field) {
        return column(heading + ">", element -> Output.count(element.path(field).asLong()));
    }

    /**
     * Asks and prints.
     *
     * @param nothing what to say of an empty list
     * @return the exit code
     */
    int print(CommandSpec spec, AdminOptions options, String path, String nothing) {
        JsonNode elements = options.client().get(path);
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Output.json(out, elements);
            return 0;
        }
        Table table = new Table(headings.toArray(String[]::new));
        for (JsonNode element : elements) {
            table.row(cells.stream().map(cell -> cell.apply(element)).toArray(String[]::new));
        }
        table.print(out, nothing);
        return 0;
    }
}
