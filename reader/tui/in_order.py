"""Keys that are typed faster than they are acted on: each is done with before the next one is looked at.

A key comes to the program, then to the widget that one types in, and what it does is told from there to the screen,
each in a task of its own. Left to themselves, letters would overtake the keys that edit or end what is typed.
"""

import asyncio
from contextlib import suppress

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.widget import Widget

PATIENCE_SECONDS = 1.0
"""Who has not answered after that is being closed: keys do not wait for it."""


async def act_at_once(editor: Widget, event: events.Key) -> bool:
    """Do what a key is bound to where it is typed, instead of after it went up to the program; whether it is bound."""
    bound = await editor.app._check_bindings(event.key)
    if bound:
        event.stop()
        event.prevent_default()
    return bound


async def all_handled(node: DOMNode) -> None:
    """Wait until a widget has handled what came to it, and those that it is in what they heard of that."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            # First what came to it, then what it told: that is heard by itself before it goes up.
            for each in [node, *node.ancestors_with_self]:
                handled = asyncio.Event()
                if not isinstance(each, App) and each.call_later(handled.set):
                    await handled.wait()
