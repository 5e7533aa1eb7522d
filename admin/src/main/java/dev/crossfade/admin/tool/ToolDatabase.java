package dev.crossfade.admin.tool;

import java.sql.SQLException;
import java.util.List;

/** What a database says of a tool's work. Each method connects by itself, has deadlines, and can be called again. */
public interface ToolDatabase {
    /**
     * What keeps the tool from working on the table, one message each.
     *
     * @param version what the program says of itself
     */
    List<String> missing(Job job, String version) throws SQLException;

    /** What changes when, and only when, the table is rewritten. */
    String identity(Job job) throws SQLException;

    /** What runs of the tool have left at the table. */
    List<Leftover> leftovers(Job job) throws SQLException;

    /**
     * Ends sessions of a run that is not ours any more, and returns when they are gone.
     *
     * @param pid of the program; 0 when it is not known
     * @throws SQLException when they do not end
     */
    void endSessions(Job job, long pid) throws SQLException, InterruptedException;

    /** Removes what is left, and returns what could not be removed. */
    List<Leftover> remove(Job job, List<Leftover> leftovers) throws SQLException, InterruptedException;

    /**
     * Something left behind.
     *
     * @param what in words
     * @param command the SQL that removes it
     */
    record Leftover(String what, String command) {}
}
