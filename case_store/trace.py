"""Where something failed, for the operator's log: files, lines and the error, never the values of variables.

A log's own traceback may be set to show local variables, and one of them could be a citizen's story.
"""

import traceback


def trace_of(error: BaseException) -> str:
    """The traceback as plain text."""
    return "".join(traceback.format_exception(error))
