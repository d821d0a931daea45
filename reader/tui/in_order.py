"""Keys that are typed faster than they are acted on: each is done with before the next one is looked at.

A key comes to the program, then to the widget that one types in, and what it does is told from there to the screen,
each in a task of its own. Left to themselves, letters would overtake the keys that edit or end what is typed.
"""

import asyncio
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

PATIENCE_SECONDS = 1.0
"""Who has not answered after that is being closed: keys do not wait for it."""


class Awaited:
    """What keys wait for: those typed after it was asked for are meant for what it brings."""

    def __init__(self) -> None:
        self._come = asyncio.Event()
        self._come.set()

    def begin(self) -> None:
        """Something is on its way."""
        self._come.clear()

    def end(self) -> None:
        """It has come, or it never will."""
        self._come.set()

    async def wait(self) -> None:
        """Wait until it has come, if that takes no longer than keys wait."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._come.wait()
        self._come.set()


class Awaiting:
    """A screen whose keys bring what a thread has to look for first."""

    awaited: Awaited


async def arrived(screen: Screen[Any]) -> None:
    """Wait until what the last key on a screen asked for has come."""
    if isinstance(screen, Awaiting):
        await screen.awaited.wait()


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
