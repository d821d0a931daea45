"""Every key of the program in one place: (id, keys, action, label), the ids being what a user rebinds.

Keys follow less, vim and fzf. ctrl+i is tab and ctrl+m is enter in most terminals, so neither is bound.
"""

from textual.binding import Binding, BindingType

Keys = tuple[tuple[str, str, str, str], ...]


def bindings(keys: Keys, *, typing: bool = False) -> list[BindingType]:
    """Bindings of a table of keys.

    Those of lists have priority: they act at once, in the order typed, so that a key typed just after one that moves
    the focus already goes to the new place. `typing`: those of a prompt wait for the letters typed before them.
    """
    return [Binding(key, action, label, id=id_, priority=not typing) for id_, key, action, label in keys]


MOVES: Keys = (
    ("move.down", "j,down", "move(1)", "Down"),
    ("move.up", "k,up", "move(-1)", "Up"),
    ("move.page-down", "space,pagedown,ctrl+f", "page(1)", "Page down"),
    ("move.page-up", "b,pageup,ctrl+b", "page(-1)", "Page up"),
    ("move.half-down", "ctrl+d", "page(0.5)", "Half a page down"),
    ("move.half-up", "ctrl+u", "page(-0.5)", "Half a page up"),
    ("move.scroll-down", "ctrl+e", "scroll_lines(1)", "Scroll a line down"),
    ("move.scroll-up", "ctrl+y", "scroll_lines(-1)", "Scroll a line up"),
    ("move.top", "g,home", "top", "Start"),
    ("move.bottom", "G,end", "bottom", "End; after a number: that line"),
    *((f"count.{digit}", digit, f"digit('{digit}')", "") for digit in "0456789"),
)
"""In every pane. 1, 2 and 3 choose a pane, so a count starts with another digit, but for that of a line."""

CONTENTS: Keys = (
    ("contents.open", "enter", "open", "Open"),
    ("contents.fold", "h,left", "fold", "Fold, from the inside outwards"),
    ("contents.unfold", "l,right", "unfold", "Unfold"),
    ("contents.fold-all", "H", "fold_all", "Fold all; again: all folders, too"),
    ("contents.unfold-all", "L", "unfold_all", "Unfold all"),
    ("contents.order", "O", "order", "Most repeated first, least repeated first, as in the files"),
)

PAGE: Keys = (
    ("page.next-paragraph", "right_curly_bracket", "paragraph(1)", "Next paragraph"),
    ("page.previous-paragraph", "left_curly_bracket", "paragraph(-1)", "Previous paragraph"),
    ("page.share", "percent_sign", "share", "After a number: to that share of the article, as 50%"),
    ("page.jump", "enter", "jump", "Go to twin"),
)

REPEATS: Keys = (
    ("repeats.jump", "enter", "jump", "Go to twin"),
    ("repeats.next-twin", "J", "twin(1)", "Next twin"),
    ("repeats.previous-twin", "K", "twin(-1)", "Previous twin"),
    ("repeats.fold", "h,left", "fold", "Fold the stock phrases"),
    ("repeats.unfold", "l,right", "unfold", "Unfold the stock phrases"),
    ("repeats.order", "O", "order", "Order by passage (most alike first), date or document"),
    ("repeats.more-alike", "full_stop", "similarity(1)", "Only those more alike"),
    ("repeats.less-alike", "comma", "similarity(-1)", "Also those less alike"),
    ("repeats.longer", "right_curly_bracket", "length(1)", "Only longer passages"),
    ("repeats.shorter", "left_curly_bracket", "length(-1)", "Also shorter passages"),
)

READING: Keys = (
    ("read.next-article", "right_square_bracket", "article(1)", "Next article"),
    ("read.previous-article", "left_square_bracket", "article(-1)", "Previous article"),
    ("page.next-passage", "right_parenthesis", "passage(1)", "Next repeat"),
    ("page.previous-passage", "left_parenthesis", "passage(-1)", "Previous repeat"),
    ("read.back", "ctrl+o,alt+left", "back", "Back"),
    ("read.forward", "alt+right", "forward", "Forward"),
    ("pane.next", "tab", "next_pane(1)", "Next pane"),
    ("pane.previous", "shift+tab", "next_pane(-1)", "Previous pane"),
    ("pane.contents", "1", "pane('contents')", "Contents"),
    ("pane.page", "2", "pane('page')", "Page"),
    ("pane.repeats", "3", "pane('repeats')", "Repeats"),
    ("read.search", "slash", "search", "Filter titles, or search the page"),
    ("read.find", "F", "find", "Find in the whole library"),
    ("read.next-hit", "n", "hit(1)", "Next hit"),
    ("read.previous-hit", "N", "hit(-1)", "Previous hit"),
    ("read.card", "i", "card", "What is in the document, what was guessed and repaired"),
    ("read.skipped", "I", "skipped", "What is not read, and why"),
    ("read.scope", "w", "scope", "Repeats in other documents, in this one, in both"),
    ("read.differences", "x", "merge", "What differs from the twin, on the page"),
    ("read.side-by-side", "X", "side_by_side", "The passage and its twin side by side"),
    ("read.raw", "R", "raw", "The source, before repairs"),
    ("view.contents", "t", "show_or_hide('contents')", "Show or hide contents"),
    ("view.repeats", "d", "show_or_hide('repeats')", "Show or hide repeats"),
    ("view.page-only", "z", "page_only", "Only the page"),
    ("page.wider", "plus", "measure(4)", "Wider lines"),
    ("page.narrower", "minus", "measure(-4)", "Narrower lines"),
    ("page.measure", "equals_sign", "measure(0)", "Lines of 72"),
    ("pane.wider", "greater_than_sign", "resize_pane(4)", "Wider pane"),
    ("pane.narrower", "less_than_sign", "resize_pane(-4)", "Narrower pane"),
    ("app.commands", "colon,ctrl+p", "commands", "All commands"),
    ("read.edit", "e", "edit", "Open in your editor at this line"),
    ("read.pipe", "vertical_line", "pipe", "Pipe the text to a command"),
    ("app.redraw", "ctrl+l", "redraw", "Paint the screen again"),
    ("app.look-again", "ctrl+r", "look_again", "Look at the disk again"),
    ("app.messages", "M", "messages", "All messages so far"),
    ("app.help", "question_mark,f1", "help", "Help: all keys"),
    ("app.close", "q", "close", "Close or quit"),
    ("app.quit-twice", "Z", "leave_twice", "Twice: quit"),
    ("app.interrupt", "ctrl+c", "interrupt", "Cancel what is going on; twice: quit"),
    ("app.escape", "escape", "escape", "Close"),
)
"""On the reading screen, whichever pane has the focus."""

PROGRAM: Keys = (("app.suspend", "ctrl+z", "app.suspend_process", "To the shell; fg comes back"),)
"""In the whole program, whatever lies over the reading screen and whatever is typed."""

LEAVING: Keys = (("app.quit", "Q", "leave", "Quit"),)
"""Everywhere but where something is typed."""

DOCUMENTS: Keys = (
    ("read.next-document", "J", "document(1)", "Next document"),
    ("read.previous-document", "K", "document(-1)", "Previous document"),
)
"""On the reading screen, but for repeats, where the same keys go from twin to twin."""

MAKING: Keys = (
    ("made.mark", "m", "mark", "Set a mark, a to z"),
    ("made.go-to-mark", "apostrophe", "go_to_mark", "Go to a mark; twice: to the last place"),
    ("made.list", "B", "marks", "Marks and notes"),
    ("made.note", "a", "note", "Note on the paragraph or selection"),
)
"""What the user makes, whichever pane has the focus."""

SELECTING: Keys = (
    ("made.select-words", "v", "select('words')", "Select by words; h l change it, o the other end"),
    ("made.select-lines", "V", "select('lines')", "Select by paragraphs; j k change it"),
    ("select.less", "h,left", "select_unit(-1)", "Selection: a word back, or a paragraph"),
    ("select.more", "l,right", "select_unit(1)", "Selection: a word on, or a paragraph"),
    ("select.swap", "o", "swap_selection", "Selection: its other end"),
    ("made.copy", "y", "copy", "Copy the paragraph or selection"),
    ("made.cite", "Y", "cite", "Copy with its source"),
)
"""Taking text away. Contents and repeats have other uses for h and l."""

TRACKING: Keys = (
    ("read.next-unread", "u", "unread", "Next passage not read anywhere"),
    ("read.mark-read", "U", "mark_read", "Mark as read, or as unread"),
)
"""What was read."""

OVERRULING: Keys = (
    ("made.overrule", "A", "overrule", "Article: merge, split, rename, why"),
    ("made.save", "s", "save", "Save the article or the notes"),
)
"""Putting right, and saving."""

ARTICLE_CHOICES: Keys = (
    ("article.merge", "m", "join", "Merge: it goes on from the article before"),
    ("article.split", "s", "split", "Split: another article starts here"),
    ("article.split-alike", "S", "split_alike", "Split at every line that is like this one"),
    ("article.rename", "r", "rename", "Rename the article"),
    ("article.undo", "u", "undo_step", "Undo the last step in this document"),
    ("article.reset", "0", "reset", "Leave the article as it was found"),
    ("article.why", "w", "why", "Why does an article start here, or not?"),
)
READ_CHOICES: Keys = (
    ("mark.article-read", "r", "set_read(True, False)", "This article was read"),
    ("mark.article-unread", "u", "set_read(False, False)", "This article is unread"),
    ("mark.document-read", "R", "set_read(True, True)", "The whole document was read"),
    ("mark.document-unread", "U", "set_read(False, True)", "The whole document is unread"),
)
SAVE_CHOICES: Keys = (
    ("save.markdown", "m", "save_article('.md')", "Save this article as Markdown"),
    ("save.text", "t", "save_article('.txt')", "Save this article as plain text"),
    ("save.notes", "n", "save_notes", "Save all notes, highlights and marks as Markdown"),
)
CHOICES: dict[str, Keys] = {
    "made.overrule": ARTICLE_CHOICES,
    "read.mark-read": READ_CHOICES,
    "made.save": SAVE_CHOICES,
}
"""What follows a key that asks, by its id: A, U and s."""

MARKS: Keys = (
    ("marks.open", "enter", "open", "Go there"),
    ("marks.filter", "slash", "filter", "Filter by a few letters"),
    ("marks.remove", "d,delete", "remove", "Delete"),
    ("marks.restore", "u", "restore", "Bring back what was deleted last"),
    ("marks.close", "escape,q,B,ctrl+c", "close", "Close"),
)
"""On the list of marks and notes."""

PROMPT: Keys = (
    ("prompt.accept", "enter", "accept", "Go there"),
    ("prompt.next", "down,ctrl+j", "point(1)", "Next"),
    ("prompt.previous", "up,ctrl+k", "point(-1)", "Previous"),
    ("prompt.page-down", "pagedown", "point(10)", "Ten on"),
    ("prompt.page-up", "pageup", "point(-10)", "Ten back"),
    ("prompt.older", "ctrl+p,alt+up", "history(1)", "What was looked for before"),
    ("prompt.newer", "ctrl+n,alt+down", "history(-1)", "What was looked for after that"),
    ("prompt.mode", "alt+r", "mode", "Letters, whole words or a regular expression"),
    ("prompt.close", "escape,ctrl+c", "cancel", "Cancel"),
)
"""While something is typed."""

NOTE: Keys = (
    ("note.keep", "enter,ctrl+s", "accept", "Keep it"),
    ("note.new-line", "ctrl+j,shift+enter", "new_line", "A new line"),
    ("note.close", "escape,ctrl+c", "cancel", "Leave it as a draft"),
)
"""While a note is written."""

CARD: Keys = (
    ("card.open", "enter", "open", "Go there"),
    ("card.close", "escape,q,i,I,ctrl+c", "close", "Close"),
)
"""On a card over the reading screen."""

FINDER: Keys = (
    ("finder.section", "tab,shift+tab", "section", "From the texts to the titles and back"),
    ("finder.down", "shift+down", "scroll(0.5)", "Scroll the preview down"),
    ("finder.up", "shift+up", "scroll(-0.5)", "Scroll the preview up"),
)
"""While something is looked for in the whole library."""

OVERLAY: Keys = (
    ("overlay.close", "escape,q,enter,question_mark,f1,ctrl+c", "dismiss", "Close"),
    ("overlay.down", "j,down", "scroll(1)", "Down"),
    ("overlay.up", "k,up", "scroll(-1)", "Up"),
    ("overlay.page-down", "space,pagedown,ctrl+f", "page(1)", "Page down"),
    ("overlay.page-up", "b,pageup,ctrl+b", "page(-1)", "Page up"),
    ("overlay.top", "g,home", "top", "Start"),
    ("overlay.bottom", "G,end", "bottom", "End"),
)
"""On a text that lies over the reading screen: help, the output of a command."""

HELP: Keys = (("help.filter", "slash", "filter", "Narrow to a key, or to what says the words"),)
"""On help, beside those of a text."""

EVERYWHERE = frozenset({"contents", "page", "repeats"})
LAYERS = frozenset({"beside", "marks", "prompt", "note", "card", "overlay"})

BESIDE: Keys = (
    ("beside.next", "n", "screen.hit(1)", "Next difference, or hit of a search"),
    ("beside.previous", "N", "screen.hit(-1)", "Previous difference, or hit of a search"),
    ("beside.next-change", "right_parenthesis", "change(1)", "Next difference"),
    ("beside.previous-change", "left_parenthesis", "change(-1)", "Previous difference"),
    ("beside.moved", "m", "other_half", "The other half of what is moved"),
    ("beside.search", "slash", "screen.search", "Search both sides"),
    ("beside.whole", "w", "whole", "Whole articles, or only the passage"),
    ("beside.next-twin", "J", "screen.twin(1)", "Next twin"),
    ("beside.previous-twin", "K", "screen.twin(-1)", "Previous twin"),
    ("beside.side", "tab,shift+tab", "screen.side", "The other side, to note something on it or copy it"),
    ("beside.note", "a", "screen.note", "Note on the paragraph on this side"),
    ("beside.copy", "y", "screen.copy", "Copy the passage on this side"),
    ("beside.jump", "enter", "jump", "Read the twin from here on"),
    ("beside.help", "question_mark,f1", "screen.help", "Keys"),
    ("beside.close", "escape,q,X,ctrl+c", "screen.close", "Close"),
)
"""On a passage and its twin side by side."""

PLACES: tuple[tuple[Keys, frozenset[str]], ...] = (
    (MOVES, EVERYWHERE | {"beside"}),
    (BESIDE, frozenset({"beside"})),
    (CONTENTS, frozenset({"contents"})),
    (PAGE, frozenset({"page"})),
    (REPEATS, frozenset({"repeats"})),
    (READING, EVERYWHERE),
    (PROGRAM, EVERYWHERE | LAYERS),
    (LEAVING, EVERYWHERE | {"marks", "card", "overlay", "beside"}),
    (DOCUMENTS, EVERYWHERE - {"repeats"}),
    (MAKING, EVERYWHERE),
    *(((each,), frozenset({"page"}) if each[0].startswith("select.") else EVERYWHERE) for each in SELECTING),
    (TRACKING, EVERYWHERE),
    (OVERRULING, EVERYWHERE),
    *((choices, frozenset({f"chooser-{number}"})) for number, choices in enumerate(CHOICES.values())),
    (MARKS, frozenset({"marks"})),
    (PROMPT, frozenset({"prompt"})),
    (NOTE, frozenset({"note"})),
    (FINDER, frozenset({"prompt"})),
    (CARD, frozenset({"card"})),
    (OVERLAY, frozenset({"overlay"})),
    (HELP, frozenset({"overlay"})),
)
"""All tables with the places where their keys act: a key can do one thing in each place."""
