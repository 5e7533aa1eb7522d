package dev.crossfade.admin.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that rewrites a table, as far as its words go. Pure: implementations start nothing and ask nobody. */
public sealed interface ChangeTool permits PgRepack, PtOnlineSchemaChange, GhOst {
    /** All there are. */
    List<ChangeTool> ALL = List.of(new PgRepack(), new PtOnlineSchemaChange(), new GhOst());

    /** Their programs' names. */
    static List<String> programs() {
        return ALL.stream().map(ChangeTool::program).toList();
    }

    /** As it is called on the PATH, and in configurations. */
    String program();

    /** Whether it is for PostgreSQL; else for MySQL. */
    boolean forPostgres();

    /** The names of the options that a file may give, sorted. */
    List<String> options();

    /** What is wrong with options that a file gives; empty when nothing is. */
    List<String> problems(Map<String, String> options);

    /**
     * What is wrong with the job itself, such as a name that the tool cannot be told without risk; empty when nothing is.
     */
    List<String> problems(Job job);

    /**
     * How it is started.
     *
     * @param executable the program
     * @param folder the run's own, where its files will be
     * @param dryRun whether it is only to say what it would do, changing nothing
     */
    Invocation invocation(Job job, Path executable, Path folder, boolean dryRun);

    /** Why it cannot rest in the middle of its work, or null where it can. */
    @Nullable
    String cannotRest();

    /** What a line of its output says. */
    Said read(String line);
}
