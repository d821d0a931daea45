"""Python's collector of cyclic garbage, kept out of the frames.

A full collection looks at every object there is, which with Textual and numpy imported takes longer than a frame may,
and it comes in the middle of one. Modules, and the widgets of the main screen, stay until the end: they are set aside.
"""

import gc

YOUNG_OBJECTS = 5000
"""Objects made, less those gone, between two looks at the young ones: about those of a frame. Python's 700 means ten
looks at the same strips while they are being drawn."""

SETTLED_SECONDS = 3.0
"""After this long most of what is imported late has been imported."""


def wait() -> None:
    """Collect nothing while the program starts: nothing of what it makes then is garbage."""
    gc.disable()


def set_aside() -> None:
    """Never look again at what there is now, and collect from here on."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 10, 10)
    gc.enable()
