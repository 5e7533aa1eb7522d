"""psql at a terminal: types the beginnings of commands, presses TAB until the rest is there, and prints what the screen showed.

Arguments: psql and its options. Each step is what is typed, and what must have appeared before the next one.
"""
import os
import pty
import select
import sys
import time

PROMPT = "=> "
STEPS = [
    ("SELECT id, v FROM a_ta\t", "a_table"),
    (" WHERE v = 'a 1';\n", "(1 row)"),
    ("SELECT v FROM a_\t\t", "a_view"),
    ("\x15SELECT 'a';\n", "(1 row)"),
    ("UPDATE a_ta\t", "a_table"),
    (" SET unmist\t", "unmistakable"),
    ("\x15SELECT 'b';\n", "(1 row)"),
    ("\\d a_vi\t", "a_view"),
    ("\n", "View \"public.a_view\""),
    ("ALTER TABLE a_ta\t", "a_table"),
    (" DROP CONSTRAINT pos\t", "positive"),
    ("\x15SELECT 'c';\n", "(1 row)"),
    ("SET search_p\t", "search_path"),
    (" TO 'pub\t", "public"),
    ("\x15SELECT 'd';\n", "(1 row)"),
    ("SELECT a_func\t", "a_func"),
    ("\x15DROP FUNCTION a_fun\t", "a_function"),
    ("\x15DROP INDEX a_ind\t", "a_index"),
    ("\x15GRANT SELECT ON a_ta\t", "a_table"),
    (" TO ap\t", "app"),
    ("\x15COMMENT ON COLUMN a_table.unm\t", "unm"),
    ("\x15\\df a_fun\t", "a_function"),
    ("\n", "(1 row)"),
    ("LISTEN other;\n", "LISTEN"),
    ("NOTIFY oth\t", "other"),
    (";\n", "Asynchronous notification"),
    ("\\q\n", None),
]

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])

screen = ""
seen_up_to = 0


def read_until(text):
    """Reads to the next appearance of text, or to the end."""
    global screen, seen_up_to
    deadline = time.monotonic() + 15
    while text is None or text not in screen[seen_up_to:]:
        ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            sys.exit("waited in vain for %r; the screen showed %r" % (text, screen))
        try:
            more = os.read(terminal, 65536).decode("utf-8", "replace")
        except OSError:
            more = ""
        if not more:
            if text is None:
                return
            sys.exit("psql ended before %r; the screen showed %r" % (text, screen))
        screen += more.replace("\x07", "")
    seen_up_to = screen.index(text, seen_up_to) + len(text)


read_until(PROMPT)
for typed, expected in STEPS:
    os.write(terminal, typed.encode())
    read_until(expected)
    if expected is not None and typed.endswith("\n"):
        read_until(PROMPT)  # what is typed before it is echoed twice
_, status = os.waitpid(pid, 0)
print(screen.replace("\r", ""))
sys.exit(os.waitstatus_to_exitcode(status))
