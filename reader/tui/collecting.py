"""Memory that is no longer used, found and given back outside of the frames.

A full collection of Python's looks at every object there is, which with Textual and numpy imported takes longer than a
frame may, and it comes in the middle of one. Modules, and the widgets of the main screen, stay until the end: they are
set aside. And what a search over all titles took, the C library keeps for the next one until it is told otherwise.
"""

import gc

YOUNG_OBJECTS, GENERATIONS = 2000, (10, 5)
"""Objects made, less those gone, between two looks at the young ones, and looks between two at those that grew older
(see `gc.set_threshold`). Python's 700 means several looks at the same strips while they are being drawn; but each strip
is a cycle once Textual has divided it, and waits for a look."""

SETTLED_SECONDS = 3.0
"""After this long most of what is imported late has been imported."""

RETURN_SECONDS = 10.0
"""Between two times that free memory is given back."""


def wait() -> None:
    """Collect nothing while the program starts: nothing of what it makes then is garbage."""
    gc.disable()


def set_aside() -> None:
    """Never look again at what there is now, and collect from here on."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *GENERATIONS)
    gc.enable()


def give_back() -> None:
    """Look for garbage, closed layers above all, and give free memory back where the C library can (glibc).

    The look is short, since most of what there is was set aside.
    """
    import ctypes

    gc.collect()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)
