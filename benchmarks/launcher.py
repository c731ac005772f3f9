"""Runs a command and prints how long it took, of the processor too, its peak of memory, and its exit code.

A process begins with the memory of the one that starts it, as the system counts, so this one imports next to nothing.
"""

import os
import sys
import time


def main(command: list[str]) -> None:
    """Run the command with its standard output thrown away."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    redirected = [(os.POSIX_SPAWN_DUP2, nowhere, 0), (os.POSIX_SPAWN_DUP2, nowhere, 1)]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=redirected)
    _, status, used = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(sys.argv[1:])
