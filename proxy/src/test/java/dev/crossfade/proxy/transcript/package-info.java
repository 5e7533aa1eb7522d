/**
 * Transcript equality: the same client bytes are played to the server direct and through the proxy, and what comes back is
 * compared message by message.
 *
 * <pre>
 *   transcripts/*.txt ─► {@link dev.crossfade.proxy.transcript.Script} ─► {@link dev.crossfade.proxy.transcript.Player} ─┬─► server
 *                                                                                      └─► proxy ─► server
 *   {@link dev.crossfade.proxy.transcript.Answer}s of both, decoded, ─► {@link dev.crossfade.proxy.transcript.Transcript#difference}
 * </pre>
 *
 * <h2>What is not compared, and why</h2>
 *
 * <ul>
 *   <li>the process id and the key of BackendKeyData (their lengths are), and the process id in NotificationResponse: the
 *       client is given keys of the proxy's own;
 *   <li>nonce, salt and proof in SASL messages: random;
 *   <li>the fields F, L and R of errors (file, line and routine in PostgreSQL's source) where one side has none: the proxy's
 *       own errors come from no such file. Where both have them they are compared, but for 25P02, which is said by
 *       whichever message comes first in a failed transaction, the proxy's own questions included;
 *   <li>object identifiers from 16384 on, by value: each play makes its own tables. They are numbered by first appearance,
 *       so that the same one must be named in the same places;
 *   <li>the number in {@code pg_temp_N}, and the play's own application name;
 *   <li>what a script masks by a pattern of its own, such as write-ahead log positions, with its reason beside it.
 * </ul>
 *
 * <h2>Scripts</h2>
 *
 * <p>A script begins with {@code == name} and has one step a line; {@code #} begins a comment. Messages are gathered and sent
 * together at the next step that waits, and at the end; the player then sends Sync and a Query of its own, and reads up to
 * its answer or the end of the connection, so that a script need not say how many answers it expects. Unless a script has
 * a {@code Startup}, {@code Packet} or {@code Bytes} for its first message, the player logs in before. Text knows the
 * escapes {@code \n \r \t \0 \\ \xHH} and {@code @{COUNT*TEXT}} to repeat; {@code @{app}} is the play's application name;
 * {@code -} is the empty name.
 *
 * <pre>
 *   Startup [version=3.2] name=value…      Sasl [PASSWORD]       Login [name=value…]      Packet PARTS (with a length)
 *   Query SQL                              Parse NAME[(OID,…)] SQL                        Bytes PARTS (as they are)
 *   Bind PORTAL STATEMENT [formats=…] [results=…] VALUE…         (VALUE: text, "text", NULL, hex=…)
 *   Describe S|P NAME     Execute PORTAL [ROWS]    Close S|P NAME      Extended SQL (all of them, unnamed)
 *   Sync  Flush  Terminate  CopyData TEXT  CopyDone  CopyFail TEXT     Message T PARTS (any type; PARTS: "text", i32=, i16=, hex=)
 *   AwaitByte             reads the one byte that answers an encryption request
 *   Await T [COUNT]       reads up to the COUNTth message of a type    AwaitEnd   reads to the end of the connection
 *   Admin SQL             run by a superuser, direct, at that point    Setup SQL  the same before the connection is made
 *   Until SQL             repeats a superuser's query until it is true
 *   Cancel [wrong|short|…]  sends a CancelRequest and waits for its end
 *   OnlyStates            of errors, severity and SQLSTATE alone are compared: where the proxy itself answers (login)
 *   Drop REGEX            messages that match are left out of the comparison: those that come as they please
 *   Settle                reads what comes until nothing has come for a few milliseconds
 *   AwaitText REGEX       reads up to a message that matches, as it is printed
 *   HalfClose             closes the sending side                      Mask REGEX  not compared where it matches
 * </pre>
 */
package dev.crossfade.proxy.transcript;
