/**
 * Transcript equality for MySQL's protocol: the same client bytes are played to a server direct and through the proxy, and the
 * packets that come back are compared byte by byte, their sequence numbers included.
 *
 * <pre>
 *   transcripts-mysql/*.txt ─► {@link dev.crossfade.proxy.transcript.Script} ─► {@link
 *   dev.crossfade.proxy.mysql.transcript.MySqlPlayer} ─┬─► server
 *                                                      └─► proxy ─► server
 * </pre>
 *
 * <p>Behind each command the player sends COM_STATISTICS, whose answer cannot be taken for anything else: so it knows where the
 * answer ends without knowing how it is made up, and checks {@link dev.crossfade.proxy.mysql.session.Tracked what the proxy
 * takes for the end}.
 *
 * <p>A script begins with {@code == name} and has one step a line; {@code #} begins a comment. Unless its first step is a Login
 * the player logs in before. Text knows the escapes of {@link dev.crossfade.proxy.transcript.Script}.
 *
 * <pre>
 *   Login [+CAPABILITY|-CAPABILITY]…        Query SQL         Pipe SQL (the next is sent with it)      Infile DATA|SQL
 *   Prepare NAME SQL     Execute NAME [cursor] [n|i=…|d=…|s=…|b=…|long]…      Fetch NAME ROWS      LongData NAME PARAMETER TEXT
 *   Reset NAME   Close NAME   InitDb NAME   FieldList TABLE [WILD]   Command HEX   Quit   Admin SQL (by another connection)
 *   Mask REGEX (in what comes from then on)     Only mysql|mariadb
 * </pre>
 *
 * Not compared: the login, the ids of prepared statements, what a script masks, and the text of COM_STATISTICS.
 */
package dev.crossfade.proxy.mysql.transcript;
